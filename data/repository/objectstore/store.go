package objectstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"
	"golang.org/x/sync/semaphore"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// Open opens the object store that an address names:
//
//	s3://bucket/prefix?region=eu-north-1
//	s3://bucket/prefix?endpoint=https://s3.example.se
//
// The prefix may be left out. Region is otherwise that of the environment or the profile. With an
// endpoint, which is any S3-compatible service's, the bucket stands in the path and not in the host's
// name. Keys are found as AWS' own programs find them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
// AWS_PROFILE and its files, or the computer's role.
//
// An address that says anything else is fault.Usage, and no key fault.Denied. Nothing is asked of the
// store yet.
func Open(ctx context.Context, address string, o Options) (repository.Storage, error) {
	const op = "objectstore.Open"
	p, err := parse(address)
	if err != nil {
		return nil, fault.New(op, fault.Usage, withoutKey(address), err)
	}
	client, err := connect(ctx, p, o)
	if err != nil {
		return nil, err
	}
	b, err := s3blob.OpenBucket(ctx, client, p.bucket, &s3blob.Options{
		RequestChecksumCalculation: client.Options().RequestChecksumCalculation,
	})
	if err != nil {
		return nil, fault.New(op, fault.Usage, p.String(), err)
	}
	if p.prefix != "" {
		b = blob.PrefixedBucket(b, p.prefix+"/")
	}
	s := &store{place: p, client: client, bucket: b, tries: tries(o), memory: semaphore.NewWeighted(mostHeld)}
	if o.Cache != "" {
		s.cache = openCache(o.Cache)
	}
	return s, nil
}

type store struct {
	place  place
	client *s3.Client
	bucket *blob.Bucket
	cache  *cache // nil for none
	tries  int
	memory *semaphore.Weighted // bytes of files that are being written
	heeds  atomic.Bool         // the store has been seen to refuse what would overwrite
}

func (s *store) String() string { return s.place.String() }

// path is how faults name a file.
func (s *store) path(path string) string { return s.String() + "/" + path }

// Exclusively calls f: nobody can be kept out of an object store.
func (s *store) Exclusively(ctx context.Context, f func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f()
}

func (s *store) Read(ctx context.Context, path string, limit int64) (data []byte, tag string, err error) {
	const op = "objectstore.Read"
	sum, summed := layout.SumIn(path)
	if summed {
		if data, ok := s.cache.read(sum); ok {
			if int64(len(data)) > limit {
				return nil, "", tooLarge(op, s.path(path), limit)
			}
			return data, sum, nil
		}
	}
	for try := 1; ; try++ {
		data, tag, err = s.read(ctx, op, path, limit)
		if err == nil {
			break
		}
		if try >= s.tries || ctx.Err() != nil || !errors.Is(err, errBody) {
			return nil, "", err
		}
	}
	if summed {
		s.cache.keep(sum, data)
	}
	return data, tag, nil
}

// errBody marks an answer that broke off after it had begun, which the retryer of requests does not see.
var errBody = errors.New("the answer broke off")

func (s *store) read(ctx context.Context, op, path string, limit int64) ([]byte, string, error) {
	r, err := s.bucket.NewReader(ctx, path, nil)
	if err != nil {
		return nil, "", s.sorted(ctx, op, path, err)
	}
	defer r.Close()
	var answer s3.GetObjectOutput
	if !r.As(&answer) || aws.ToString(answer.ETag) == "" {
		return nil, "", fault.New(op, fault.HTTP, s.path(path), errors.New("the store gives no tag"))
	}
	if r.Size() > limit {
		return nil, "", tooLarge(op, s.path(path), limit)
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, "", ctx.Err()
	case err != nil:
		return nil, "", fault.New(op, fault.Offline, s.path(path), errors.Join(errBody, err))
	case int64(len(data)) > limit:
		return nil, "", tooLarge(op, s.path(path), limit)
	}
	return data, *answer.ETag, nil
}

func tooLarge(op, path string, limit int64) error {
	return fault.New(op, fault.Limit, path, fmt.Errorf("more than %d bytes", limit))
}

func (s *store) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	const op = "objectstore.Open"
	sum, summed := layout.SumIn(path)
	if summed {
		if f, ok := s.cache.open(sum); ok {
			return f, nil
		}
	}
	r, err := s.bucket.NewReader(ctx, path, nil)
	if err != nil {
		return nil, s.sorted(ctx, op, path, err)
	}
	file := &file{s: s, ctx: ctx, path: path, r: r}
	if summed {
		file.kept = s.cache.writer(sum)
	}
	return file, nil
}

// file is the content of an object that is being read, and kept on the way.
type file struct {
	s    *store
	ctx  context.Context
	path string
	r    io.ReadCloser
	kept *keeping // nil for none
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.kept.write(p[:n])
	switch {
	case err == nil || err == io.EOF:
	case f.ctx.Err() != nil:
		err = f.ctx.Err()
	default:
		err = fault.New("objectstore.Open", fault.Offline, f.s.path(f.path), err)
	}
	return n, err
}

func (f *file) Close() error {
	f.kept.close()
	return f.r.Close()
}

func (s *store) Holds(ctx context.Context, path, sum string, n int64) error {
	const op = "objectstore.Holds"
	a, err := s.bucket.Attributes(ctx, path)
	if status(err) == http.StatusNotFound { // an answer to HEAD has no more to say
		return &fs.PathError{Op: "hold", Path: s.path(path), Err: fs.ErrNotExist}
	}
	if err != nil {
		return s.sorted(ctx, op, path, err)
	}
	if own, ok := layout.SumIn(path); a.Size != n || ok && own != sum {
		return repository.ErrOther
	}
	return nil
}

func (s *store) Create(ctx context.Context, path string, n int64, content func(io.Writer) error) error {
	const op = "objectstore.Create"
	if n < 0 || n > maxObject {
		return tooLarge(op, s.path(path), maxObject)
	}
	if err := s.memory.Acquire(ctx, n); err != nil {
		return err
	}
	defer s.memory.Release(n)
	buf := bytes.NewBuffer(make([]byte, 0, n))
	if err := content(buf); err != nil {
		return err
	}
	data := buf.Bytes()
	if int64(len(data)) != n {
		return fault.New(op, fault.Content, s.path(path), fmt.Errorf("%d bytes, told of %d", len(data), n))
	}
	err := s.put(ctx, op, path, data, "")
	switch {
	case errors.Is(err, repository.ErrOther):
		return &fs.PathError{Op: "create", Path: s.path(path), Err: fs.ErrExist}
	case err != nil:
		return err
	}
	return s.seeHeed(ctx, op, path, data)
}

// seeHeed sees, once, that the store heeds conditions: what was written is written again as it is under two
// that do not hold.
func (s *store) seeHeed(ctx context.Context, op, path string, data []byte) error {
	if s.heeds.Load() || !strings.HasPrefix(path, layout.MetadataDir+"/") {
		return nil
	}
	for _, tag := range []string{"", noTag} {
		var made int
		err := s.upload(ctx, path, data, tag, &made)
		switch {
		case err == nil:
			return fault.New(op, fault.Unguarded, s.String(), fmt.Errorf("%s was overwritten in spite of the condition", path))
		case !refused(err):
			return s.sorted(ctx, op, path, err)
		}
	}
	s.heeds.Store(true)
	return nil
}

// noTag is a tag that no object has.
const noTag = `"00000000000000000000000000000000"`

func (s *store) Replace(ctx context.Context, path string, data []byte, tag string) error {
	return s.put(ctx, "objectstore.Replace", path, data, tag)
}

// put writes an object over the one with the tag, or, for an empty tag, where there is none. Otherwise it is
// ErrOther.
func (s *store) put(ctx context.Context, op, path string, data []byte, tag string) error {
	var made int
	err := s.upload(ctx, path, data, tag, &made)
	switch {
	case err == nil:
		return nil
	case !refused(err) && !(tag != "" && missing(err)):
		return s.sorted(ctx, op, path, err)
	case made < 2:
		return repository.ErrOther
	}
	// One of the requests before may have been heeded, and its answer lost.
	now, _, err := s.read(ctx, op, path, int64(len(data)))
	switch {
	case err == nil && bytes.Equal(now, data):
		return nil
	case err == nil, errors.Is(err, fs.ErrNotExist), fault.KindOf(err) == fault.Limit:
		return repository.ErrOther
	}
	return err
}

// maxObject is the largest file of a repository; the limit is S3's for one request otherwise (5 GB).
const maxObject = max(layout.MaxFile, layout.MaxIndex, layout.MaxTargets, layout.MaxManifest, layout.MaxSnapshot)

// mostHeld is how many bytes of files are written at the same time.
const mostHeld = 64 << 20

// upload writes an object by one request, and counts how often it was made.
func (s *store) upload(ctx context.Context, path string, data []byte, tag string, made *int) error {
	said, ok := layout.HeadersOf(path)
	if !ok {
		return fault.New("objectstore.upload", fault.Usage, path, errors.New("no file of a repository"))
	}
	return s.bucket.Upload(counting(ctx, made), path, bytes.NewReader(data), &blob.WriterOptions{
		CacheControl: said.CacheControl,
		ContentType:  said.ContentType,
		IfNotExist:   tag == "",
		BeforeWrite: func(as func(any) bool) error {
			var in *transfermanager.UploadObjectInput
			var m *transfermanager.Client
			if !as(&in) || !as(&m) {
				return errors.New("the uploader is another than it was")
			}
			if tag != "" {
				in.IfMatch = aws.String(tag)
			}
			// gocloud's BufferSize is the size of parts, and leaves the threshold at which there are parts.
			*m = *transfermanager.New(s.client, func(o *transfermanager.Options) {
				o.RequestChecksumCalculation = s.client.Options().RequestChecksumCalculation
				o.MultipartUploadThreshold = maxObject + 1
			})
			return nil
		},
	})
}
