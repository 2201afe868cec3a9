package part

// NewFollowButton returns the button that follows a record in the thread, with words of its own. It is
// only made where Env.Follow is.
func NewFollowButton(env Env, ref, words string) *Button {
	return NewButton(env, "thread", env.L.Text(words), func() { env.Follow(ref) })
}
