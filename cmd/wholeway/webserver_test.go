package wholeway_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"encoding/xml"
	"io"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rodatraden/assets"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
)

// site is a published folder as a web server has it: with a subscription file, the lock and a file of the
// server's own in it.
type site struct {
	dir   string   // everything of the server's
	root  string   // the published folder
	files []string // what belongs to the repository
	other []string // what must not be handed out, or is not there
}

func newSite(t *testing.T) *site {
	t.Helper()
	// A server may run as somebody else, who cannot look into t.TempDir.
	dir, err := os.MkdirTemp("", "site-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	r := repositorytest.New(t, repositorytest.NewClock())
	r.Add(t, repositorytest.Package{Name: "asn-2019-03"}, repositorytest.Package{Name: "asn-2019-04.1", Order: 10})
	s := &site{dir: dir, root: filepath.Join(dir, "publicering")}
	if err := os.CopyFS(s.root, os.DirFS(r.Dir)); err != nil {
		t.Fatal(err)
	}
	s.write(t, "publicering/namnden.prenumeration", string(r.SubscriptionFile(t, "https://uppfoljning.example/")))
	s.write(t, "publicering/.lock", "")
	s.write(t, "publicering/web.config", "<configuration />")
	err = filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.root, at)
		rel = filepath.ToSlash(rel)
		switch _, ours := layout.HeadersOf(rel); {
		case d.IsDir():
			if err == nil {
				err = os.Chmod(at, 0o755)
			}
			if filepath.IsLocal(rel) {
				s.other = append(s.other, strings.TrimPrefix(rel+"/", "./"))
			}
		case ours:
			s.files = append(s.files, rel)
		case filepath.IsLocal(rel):
			s.other = append(s.other, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.files) < 10 || len(s.other) < 8 {
		t.Fatalf("there are %d files, and %d others", len(s.files), len(s.other))
	}
	s.other = append(s.other, "metadata/2.root.json", "blobs/00/"+strings.Repeat("0", 64), "nothing")
	return s
}

func (s *site) write(t *testing.T, name, content string) string {
	t.Helper()
	at := filepath.Join(s.dir, name)
	err := os.MkdirAll(filepath.Dir(at), 0o755)
	if err == nil {
		err = os.WriteFile(at, []byte(content), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// example is an example file with other things in the place of those that it asks to be changed. Each of them
// must be there.
func (s *site) example(t *testing.T, name string, change map[string]string) string {
	t.Helper()
	text := packaged(t, name)
	for from, to := range change {
		if !strings.Contains(text, from) {
			t.Fatalf("%s says nothing of %s", name, from)
		}
		text = strings.ReplaceAll(text, from, to)
	}
	return text
}

// certificate writes a certificate for uppfoljning.example and its key, and returns a client that trusts it and
// takes the server at the port for that host.
func (s *site) certificate(t *testing.T, port string) (certificate, key string, client *http.Client) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	like := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "uppfoljning.example"}, DNSNames: []string{"uppfoljning.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, like, like, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	trusted := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(trusted)
	client = &http.Client{Transport: &http.Transport{
		TLSClientConfig:    &tls.Config{RootCAs: pool, ServerName: "uppfoljning.example"},
		DisableCompression: true,
	}}
	t.Cleanup(client.CloseIdleConnections)
	return s.write(t, "tls/certifikat.pem", string(trusted)),
		s.write(t, "tls/nyckel.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))), client
}

// serve runs a web server until the test ends, and waits until it answers.
func (s *site) serve(t *testing.T, port string, c *exec.Cmd) {
	t.Helper()
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait(); close(ended) }()
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = c.Process.Kill()
			<-ended
		}
	})
	limit := time.After(20 * time.Second)
	for {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = conn.Close()
			return
		}
		select {
		case err := <-ended:
			t.Fatalf("it ended: %v\n%s", err, &said)
		case <-limit:
			t.Fatalf("it does not answer\n%s", &said)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// answersAs holds every answer of a server against what the program's own server says.
func (s *site) answersAs(t *testing.T, client *http.Client, address string) {
	t.Helper()
	ours := httptest.NewServer(repository.Handler(s.root))
	defer ours.Close()
	get := func(client *http.Client, url string, head map[string]string) (*http.Response, []byte) {
		t.Helper()
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range head {
			req.Header.Set(k, v)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, body
	}
	for _, file := range s.files {
		want, whole := get(ours.Client(), ours.URL+"/"+file, nil)
		got, body := get(client, address+file, nil)
		if got.StatusCode != http.StatusOK || !bytes.Equal(body, whole) {
			t.Errorf("%s: %s, %d bytes", file, got.Status, len(body))
			continue
		}
		for _, name := range []string{"Cache-Control", "Content-Type", "X-Content-Type-Options"} {
			if got, want := got.Header.Values(name), want.Header.Values(name); strings.Join(got, "; ") != strings.Join(want, "; ") {
				t.Errorf("%s: %s is %q, want %q", file, name, got, want)
			}
		}
		if open := got.Header.Get("Access-Control-Allow-Origin"); open != "" {
			t.Errorf("%s may be read by the pages of %s", file, open)
		}
		tag := got.Header.Get("ETag")
		if again, _ := get(client, address+file, map[string]string{"If-None-Match": tag}); tag == "" || again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: asked for again with the entity tag %s: %s", file, tag, again.Status)
		}
		if len(whole) > 4 {
			if part, body := get(client, address+file, map[string]string{"Range": "bytes=3-"}); part.StatusCode != http.StatusPartialContent || !bytes.Equal(body, whole[3:]) {
				t.Errorf("%s: the rest of it: %s, %d bytes", file, part.Status, len(body))
			}
		}
	}
	for _, file := range s.other {
		if got, _ := get(client, address+file, nil); got.StatusCode != http.StatusNotFound && got.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", file, got.Status)
		} else if cache := got.Header.Get("Cache-Control"); cache != layout.NoCache {
			t.Errorf("that there is no %s is to be kept: %q", file, cache)
		}
	}
	if got, _ := get(client, address+"metadata/2.root.json", nil); got.StatusCode != http.StatusNotFound {
		t.Errorf("the next root, before it exists: %s", got.Status)
	}
}

func TestTheExampleForNginxAnswersAsTheProgramsOwnServer(t *testing.T) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not on this machine: its example is not tried")
	}
	s, port := newSite(t), freePort(t)
	certificate, key, client := s.certificate(t, port)
	server := s.write(t, "server.conf", s.example(t, "nginx.conf", map[string]string{
		"listen 443 ssl;": "listen 127.0.0.1:" + port + " ssl;", "/srv/rodatraden/publicering": s.root,
		"/etc/ssl/uppfoljning/certifikat.pem": certificate, "/etc/ssl/uppfoljning/nyckel.pem": key,
	}))
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n"
	}
	around := s.write(t, "nginx.conf", user+"daemon off;\npid "+s.dir+"/pid;\nerror_log stderr;\nevents {}\nhttp {\n"+
		"access_log off;\nclient_body_temp_path "+s.dir+"/body;\nproxy_temp_path "+s.dir+"/proxy;\nfastcgi_temp_path "+s.dir+"/fastcgi;\n"+
		"uwsgi_temp_path "+s.dir+"/uwsgi;\nscgi_temp_path "+s.dir+"/scgi;\ninclude "+server+";\n}\n")
	s.serve(t, port, exec.Command(nginx, "-p", s.dir, "-c", around, "-e", "stderr"))
	s.answersAs(t, client, "https://127.0.0.1:"+port+"/")
}

func TestTheExampleForApacheAnswersAsTheProgramsOwnServer(t *testing.T) {
	var apache string
	for _, name := range []string{"apache2", "httpd"} {
		if found, err := exec.LookPath(name); err == nil && apache == "" {
			apache = found
		}
	}
	modules := ""
	for _, from := range []string{"../lib/apache2/modules", "../lib64/httpd/modules", "../lib/httpd/modules", "../libexec/apache2"} {
		if dir := filepath.Join(filepath.Dir(apache), from); apache != "" && modules == "" {
			if _, err := os.Stat(filepath.Join(dir, "mod_ssl.so")); err == nil {
				modules = dir
			}
		}
	}
	if modules == "" {
		t.Skip("Apache with mod_ssl is not on this machine: its example is not tried")
	}
	s, port := newSite(t), freePort(t)
	certificate, key, client := s.certificate(t, port)
	server := s.write(t, "server.conf", s.example(t, "apache.conf", map[string]string{
		"*:443": "*:" + port, "/srv/rodatraden/publicering": s.root,
		"/etc/ssl/uppfoljning/certifikat.pem": certificate, "/etc/ssl/uppfoljning/nyckel.pem": key,
	}))
	around := "ServerRoot " + s.dir + "\nServerName localhost\nListen 127.0.0.1:" + port + "\nPidFile " + s.dir + "/pid\nErrorLog /dev/stderr\n"
	// What distributions switch on, with a listing of folders and an index page among it; and what the example asks for.
	for _, m := range []string{"mpm_event", "authz_core", "autoindex", "dir", "headers", "mime", "ssl"} {
		if _, err := os.Stat(filepath.Join(modules, "mod_"+m+".so")); err == nil {
			around += "LoadModule " + m + "_module " + filepath.Join(modules, "mod_"+m+".so") + "\n"
		}
	}
	if os.Geteuid() == 0 {
		around += "User #65534\nGroup #65534\n"
	}
	around = s.write(t, "httpd.conf", around+"TypesConfig /dev/null\nInclude "+server+"\n")
	s.serve(t, port, exec.Command(apache, "-D", "FOREGROUND", "-f", around))
	s.answersAs(t, client, "https://127.0.0.1:"+port+"/")
}

// webConfig is of IIS's configuration what the example says.
type webConfig struct {
	Server    webServer `xml:"system.webServer"`
	Locations []struct {
		Path   string    `xml:"path,attr"`
		Server webServer `xml:"system.webServer"`
	} `xml:"location"`
}

type webServer struct {
	Browse struct {
		Enabled string `xml:"enabled,attr"`
	} `xml:"directoryBrowse"`
	Default struct {
		Enabled string `xml:"enabled,attr"`
	} `xml:"defaultDocument"`
	Static struct {
		Clear *struct{} `xml:"clear"`
		Types []struct {
			Extension string `xml:"fileExtension,attr"`
			Type      string `xml:"mimeType,attr"`
		} `xml:"mimeMap"`
		Cache struct {
			Mode   string `xml:"cacheControlMode,attr"`
			Age    string `xml:"cacheControlMaxAge,attr"`
			Custom string `xml:"cacheControlCustom,attr"`
		} `xml:"clientCache"`
	} `xml:"staticContent"`
}

// IIS runs on Windows alone. What its documentation says of the few settings in the example is applied here, to
// every path of a published repository: the types of extensions, and what is kept, which a location may change.
func TestTheExampleForIISGivesEveryFileTheTypeAndTheTimeThatTheProgramsOwnServerGives(t *testing.T) {
	s := newSite(t)
	var c webConfig
	if err := xml.Unmarshal([]byte(s.example(t, "web.config", nil)), &c); err != nil {
		t.Fatal(err)
	}
	if c.Server.Browse.Enabled != "false" || c.Server.Default.Enabled != "false" || c.Server.Static.Clear == nil {
		t.Errorf("folders are listed, or files of other types handed out: %+v", c.Server)
	}
	types := map[string]string{}
	for _, m := range c.Server.Static.Types {
		types[m.Extension] = m.Type
	}
	typeOf := func(file string) string {
		if ext := path.Ext(path.Base(file)); ext != "" {
			return types[ext]
		}
		return types["."] // files without an extension
	}
	for _, file := range s.files {
		want, _ := layout.HeadersOf(file)
		if got := typeOf(file); got != want.ContentType {
			t.Errorf("%s is %q, want %q", file, got, want.ContentType)
		}
		cache := c.Server.Static.Cache
		for _, l := range c.Locations {
			if l.Path == file {
				cache = l.Server.Static.Cache
			}
		}
		got := ""
		switch {
		case cache.Mode == "DisableCache":
			got = "no-cache"
		case cache.Mode == "UseMaxAge" && cache.Age == "365.00:00:00":
			got = strings.Replace(cache.Custom, ", ", ", max-age=31536000, ", 1)
		}
		if got != want.CacheControl {
			t.Errorf("%s is kept %q, want %q", file, got, want.CacheControl)
		}
	}
	if typeOf(".lock") != "" {
		t.Error("the lock is handed out")
	}
}

func TestTheExampleOfALifecycleEndsUploadsThatNobodyEnded(t *testing.T) {
	var said struct {
		Rules []struct {
			ID, Status                     string
			Filter                         struct{ Prefix *string }
			AbortIncompleteMultipartUpload struct{ DaysAfterInitiation int }
		}
	}
	d := json.NewDecoder(strings.NewReader(packaged(t, "bucket-lifecycle.json")))
	d.DisallowUnknownFields()
	if err := d.Decode(&said); err != nil {
		t.Fatal(err)
	}
	if len(said.Rules) != 1 || said.Rules[0].Status != "Enabled" || said.Rules[0].Filter.Prefix == nil || said.Rules[0].AbortIncompleteMultipartUpload.DaysAfterInitiation < 1 {
		t.Errorf("it says %+v", said)
	}
}

// The guide's own table says what every path is answered with.
func TestTheGuidesTableOfHeadersIsTheProgramsOwn(t *testing.T) {
	raw, err := assets.Guide.ReadFile("guide/utgivare.sv.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := strings.Repeat("ab", 32)
	for shown, file := range map[string]string{
		"`/metadata/timestamp.json`": layout.Timestamp,
		"`/metadata/N.roll.json`":    layout.MetadataPath("root", 3),
		"`/targets/…/….json`":        layout.TargetPath("asn/mars/datapackage.json", sum),
		"`/blobs/xx/…`":              layout.BlobPath(sum),
		"`/namnden.prenumeration`":   "namnden.prenumeration",
	} {
		want, ok := layout.HeadersOf(file)
		var found bool
		for line := range strings.Lines(string(raw)) {
			if cells := strings.Split(line, "|"); len(cells) == 5 && strings.TrimSpace(cells[1]) == shown {
				found = true
				if strings.TrimSpace(cells[2]) != "`"+want.ContentType+"`" || strings.TrimSpace(cells[3]) != "`"+want.CacheControl+"`" {
					t.Errorf("the guide says %s of %s", strings.TrimSpace(line), file)
				}
			}
		}
		if !ok || !found {
			t.Errorf("%s: in the guide %v, in the program %v", file, found, ok)
		}
	}
}
