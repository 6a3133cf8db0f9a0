// The plain Go peer: httputil.ReverseProxy behind a bearer check by golang-jwt, with or without a cache of verified tokens.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"log"
	"math/big"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

type key struct {
	Kid, Kty, N, E, X, Y string
}

func number(text string) *big.Int {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		log.Fatal(err)
	}
	return new(big.Int).SetBytes(bytes)
}

func fetchKeys(jwks string) map[string]any {
	answer, err := http.Get(jwks)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var set struct{ Keys []key }
	if err := json.NewDecoder(answer.Body).Decode(&set); err != nil {
		log.Fatal(err)
	}
	keys := map[string]any{}
	for _, k := range set.Keys {
		if k.Kty == "RSA" {
			keys[k.Kid] = &rsa.PublicKey{N: number(k.N), E: int(number(k.E).Int64())}
		} else {
			keys[k.Kid] = &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(k.X), Y: number(k.Y)}
		}
	}
	return keys
}

type verified struct {
	subject string
	expires time.Time
}

type verifier struct {
	keys   map[string]any
	parser *jwt.Parser
	cached bool
	mutex  sync.RWMutex
	cache  map[[32]byte]verified
}

func (v *verifier) verify(token string) (string, error) {
	digest := sha256.Sum256([]byte(token))
	if v.cached {
		v.mutex.RLock()
		known, ok := v.cache[digest]
		v.mutex.RUnlock()
		if ok && time.Now().Before(known.expires) {
			return known.subject, nil
		}
	}
	claims := jwt.RegisteredClaims{}
	_, err := v.parser.ParseWithClaims(token, &claims, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		if k, ok := v.keys[kid]; ok {
			return k, nil
		}
		return nil, errors.New("unknown key")
	})
	if err != nil {
		return "", err
	}
	if v.cached {
		v.mutex.Lock()
		if len(v.cache) > 10000 {
			clear(v.cache)
		}
		v.cache[digest] = verified{claims.Subject, claims.ExpiresAt.Time}
		v.mutex.Unlock()
	}
	return claims.Subject, nil
}

func main() {
	listen := flag.String("listen", "", "address to listen on")
	upstream := flag.String("upstream", "", "URL of the upstream")
	issuer := flag.String("issuer", "", "issuer")
	audience := flag.String("audience", "", "audience")
	cached := flag.Bool("cache", false, "remember verified tokens")
	flag.Parse()

	target, err := url.Parse(*upstream)
	if err != nil {
		log.Fatal(err)
	}
	v := &verifier{
		keys: fetchKeys(*issuer + "/jwks"),
		parser: jwt.NewParser(jwt.WithValidMethods([]string{"RS256", "ES256"}), jwt.WithIssuer(*issuer),
			jwt.WithAudience(*audience), jwt.WithExpirationRequired()),
		cached: *cached,
		cache:  map[[32]byte]verified{},
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header.Del("Authorization")
		},
		FlushInterval: -1,
		Transport: &http.Transport{
			MaxIdleConns: 20000, MaxIdleConnsPerHost: 20000, IdleConnTimeout: 90 * time.Second, DisableCompression: true,
		},
		ErrorLog: log.New(discard{}, "", 0),
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		subject, err := v.verify(token)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.Header.Set("X-Auth-Subject", subject)
		proxy.ServeHTTP(w, r)
	})
	log.Fatal(http.ListenAndServe(*listen, handler))
}

type discard struct{}

func (discard) Write(bytes []byte) (int, error) { return len(bytes), nil }
