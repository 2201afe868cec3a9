package repository

// BeforeEachFile lets a test stop a publish before a file is put in its place, and, with an empty
// path, after the last.
func (r *Repository) BeforeEachFile(f func(path string) error) { r.step = f }
