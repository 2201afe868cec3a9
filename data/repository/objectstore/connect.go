package objectstore

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"

	"rodatraden/data/fault"
	"rodatraden/data/patience"
)

const (
	usualTries  = 4
	longestWait = 8 * time.Second // between two tries

	// A store is given up when it has said nothing for so long, and the time that sending takes on a slow line.
	silence = 60 * time.Second
	slowest = 16 << 10 // bytes a second

	// anyRegion is the one that services which have none of their own take signatures for.
	anyRegion = "us-east-1"
)

func tries(o Options) int {
	if o.Tries > 0 {
		return o.Tries
	}
	return usualTries
}

// connect makes a client of the store at p. It asks nothing of the store.
func connect(ctx context.Context, p place, o Options) (*s3.Client, error) {
	const op = "objectstore.Open"
	options := []func(*config.LoadOptions) error{
		config.WithLogger(logging.Nop{}), // what matters is in the faults
		config.WithRetryer(func() aws.Retryer {
			return retry.NewStandard(func(so *retry.StandardOptions) {
				so.MaxAttempts = tries(o)
				so.MaxBackoff = longestWait
				// Two writers of one file at once, whose order the store has not settled: it says to try again.
				so.Retryables = append(so.Retryables, retry.RetryableErrorCode{Codes: map[string]struct{}{conflict: {}}})
			})
		}),
	}
	if p.region != "" {
		options = append(options, config.WithRegion(p.region))
	}
	if p.endpoint != "" {
		// Checksums in trailers are Amazon's own; over https nothing changes on the way without them.
		options = append(options,
			config.WithRequestChecksumCalculation(aws.RequestChecksumCalculationWhenRequired),
			config.WithResponseChecksumValidation(aws.ResponseChecksumValidationWhenRequired))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fault.New(op, fault.Denied, p.String(), err)
	}
	switch {
	case c.Region != "":
	case p.endpoint != "":
		c.Region = anyRegion
	default:
		return nil, fault.New(op, fault.Usage, p.String(), errors.New("no region: ?region=… or AWS_REGION says which"))
	}
	if _, err := c.Credentials.Retrieve(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fault.New(op, fault.Denied, p.String(), fmt.Errorf("no key to the store: %w", err))
	}
	transport, ok := c.HTTPClient.(interface{ GetTransport() *http.Transport })
	if !ok {
		return nil, fault.New(op, fault.Build, p.String(), fmt.Errorf("a web client of another sort: %T", c.HTTPClient))
	}
	c.HTTPClient = web{&http.Client{
		Transport:     transport.GetTransport(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	return s3.NewFromConfig(c, func(o *s3.Options) {
		if p.endpoint != "" {
			o.BaseEndpoint = aws.String(p.endpoint)
			o.UsePathStyle = true
		}
	}), nil
}

// web sends requests, gives up on a store that has fallen silent, and counts.
type web struct{ client *http.Client }

func (w web) Do(req *http.Request) (*http.Response, error) {
	if made, ok := req.Context().Value(madeKey{}).(*int); ok {
		*made++
	}
	wait := silence
	if req.ContentLength > 0 {
		wait += time.Duration(req.ContentLength/slowest) * time.Second
	}
	return patience.Do(w.client, req, wait)
}

type madeKey struct{}

// counting lets made tell how many times a request has been made.
func counting(ctx context.Context, made *int) context.Context {
	return context.WithValue(ctx, madeKey{}, made)
}

// withoutKey is an address without what somebody has put before an at sign.
func withoutKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	u.User = nil
	return u.String()
}
