package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

func (c *call) serveCommand() *cobra.Command {
	var listen string
	cmd := terminal.Command(c.L, "serve", "serve")
	c.repositoryFlag(cmd, true)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8017", c.L.Text("command.flag.listen"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		host, _, err := net.SplitHostPort(listen)
		if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return fault.New("serve", fault.Usage, "--listen "+listen, err)
		}
		folder, err := publishing.FolderOf(c.folder) // an object store hands out its files itself
		if err != nil {
			return err
		}
		if _, err := c.published(cmd.Context()); err != nil {
			return err
		}
		l, err := net.Listen("tcp", listen)
		if err != nil {
			kind := fault.Local
			if errors.Is(err, syscall.EADDRINUSE) {
				kind = fault.Locked
			}
			return fault.New("serve", kind, listen, err)
		}
		return c.serve(cmd.Context(), l, folder)
	}
	return cmd
}

// serve hands out the published folder until the context ends.
func (c *call) serve(ctx context.Context, l net.Listener, folder string) error {
	server := &http.Server{Handler: repository.Handler(folder), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		// What is being fetched gets a moment to end; a new context, for ctx has ended.
		last, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = server.Shutdown(last)
	}()
	address := "http://" + l.Addr().String() + "/"
	if c.JSON {
		_ = c.Answer(map[string]string{"address": address, "repository": c.folder})
	} else {
		c.Say("command.serve.listening", "Path", c.folder, "Address", address)
	}
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fault.New("serve", fault.Local, address, err)
	}
	<-stopped
	return nil
}
