package client_test

import (
	"context"
	"fmt"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// A round trip on the lab; with Resolver and Dial left out it is the network's.
func ExampleRoundTrip() {
	s, err := scenario.ByName("gmo-shared")
	if err != nil {
		panic(err)
	}
	lab, err := fixtures.Start(context.Background(), s)
	if err != nil {
		panic(err)
	}
	defer lab.Close()
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		panic(err)
	}
	trip, err := client.RoundTrip(context.Background(), lab.Account, client.Options{
		Roots: roots, Resolver: lab.Resolver, Dial: lab.Dial, Via: evidence.ViaLab,
	})
	if err != nil {
		panic(err) // the harness itself could not run; what servers do is in the trip
	}
	for _, leg := range trip.Legs {
		step, trouble := leg.Sessions[0].Trouble()
		fmt.Println(leg.Name, leg.Server.Host, step.Stage, trouble.Kind, trouble.Detail)
	}
	// Output:
	// send smtp.nippon-kigyou.test tls certificate tls-name-mismatch
	// fetch pop.nippon-kigyou.test tls certificate tls-name-mismatch
}

// What a server sends back of a password is hidden, in other spellings too.
func ExampleMask() {
	acc := account.Account{}
	acc.SMTP.Password = account.NewSecret("sakura-2020")
	said := []byte("535 sakura-2020 and c2FrdXJhLTIwMjA= are wrong at smtp.customer.example")
	fmt.Printf("%s\n", client.Mask(acc).Text(said))
	// Output: 535 (hidden) and (hidden) are wrong at smtp.customer.example
}

// One server, as strictly as a round trip, without a login.
func ExampleListen() {
	s, err := scenario.ByName("gmo-shared")
	if err != nil {
		panic(err)
	}
	lab, err := fixtures.Start(context.Background(), s)
	if err != nil {
		panic(err)
	}
	defer lab.Close()
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		panic(err)
	}
	pop := lab.Account.Legs(evidence.FetchLeg)[0]
	trip, err := client.Listen(context.Background(), pop.Proto, pop.Server, client.Options{
		Roots: roots, Resolver: lab.Resolver, Dial: lab.Dial, Via: evidence.ViaLab,
	}, nil)
	if err != nil {
		panic(err)
	}
	_, trouble := trip.Legs[0].Sessions[0].Trouble()
	fmt.Println(trouble.Kind, trouble.Detail)
	// Output: certificate tls-name-mismatch
}
