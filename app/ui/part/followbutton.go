package part

// NewFollowButton returns the button that follows a record in the thread: words is the id of what it says,
// args what that tells. It is only made where Env.Follow is.
func NewFollowButton(env Env, ref, words string, args ...any) *Button {
	return NewButton(env, "thread", env.L.Text(words, args...), func() { env.Follow(ref) })
}
