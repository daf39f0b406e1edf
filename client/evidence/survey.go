package evidence

// Survey is a look at listeners without logging in.
type Survey struct {
	Sessions []Session `json:"sessions"` // Purpose ToSurvey; Steps end with quit or with the trouble
	Skipped  []string  `json:"skipped"`  // what politeness or blocking left out, for people
}
