package clients

import (
	"crypto/tls"
	"errors"
	"net"
	"net/smtp"
	"strings"
	"time"
)

// post files a letter in a scenario's mailbox, so that there is something to
// fetch. What goes wrong with it later is the scenario's.
func post(j job) error {
	conn, err := net.DialTimeout("tcp", j.Send.Connect[0], 2*time.Minute)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		return err
	}
	c, err := smtp.NewClient(conn, j.Send.Host)
	if err != nil {
		return err
	}
	if err := c.StartTLS(&tls.Config{ServerName: j.Send.Host, InsecureSkipVerify: true}); err != nil { // the lab's own
		return err
	}
	err = errors.Join(c.Auth(smtp.PlainAuth("", j.User, j.Password, j.Send.Host)), c.Mail(j.Address), c.Rcpt(j.Address))
	if err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	_, err = w.Write([]byte(strings.ReplaceAll(j.letter(), "\n", "\r\n")))
	return errors.Join(err, w.Close(), c.Quit())
}
