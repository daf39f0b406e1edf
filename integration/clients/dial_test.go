package clients

import (
	"context"
	"net"
)

// dialer leads every question of a resolver to one name server.
func dialer(at string) func(ctx context.Context, network, _ string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, at)
	}
}
