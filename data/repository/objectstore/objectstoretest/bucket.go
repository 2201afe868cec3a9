package objectstoretest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// makeBucket makes a bucket that anybody may read objects of and nobody list, as one for readers should be.
func makeBucket(ctx context.Context, endpoint, name string) error {
	c, err := config.LoadDefaultConfig(ctx, config.WithRegion(region))
	if err != nil {
		return err
	}
	client := client(c, endpoint)
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String(name)}); err != nil {
		return err
	}
	_, err = client.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{
		Bucket: aws.String(name),
		Policy: aws.String(fmt.Sprintf(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
			"Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}`, name)),
	})
	return err
}

// Put writes an object past all that stands before the server, as another publisher would.
func (s *Server) Put(t testing.TB, path, data string) {
	t.Helper()
	c, err := config.LoadDefaultConfig(context.Background(), config.WithRegion(region))
	if err != nil {
		t.Fatal(err)
	}
	bucket, key, _ := strings.Cut(path, "/")
	_, err = client(c, s.direct).PutObject(context.Background(), &s3.PutObjectInput{
		Bucket: aws.String(bucket), Key: aws.String(key), Body: strings.NewReader(data),
	})
	if err != nil {
		t.Fatal(err)
	}
}

func client(c aws.Config, endpoint string) *s3.Client {
	return s3.NewFromConfig(c, func(o *s3.Options) {
		o.BaseEndpoint = aws.String(endpoint)
		o.UsePathStyle = true
	})
}
