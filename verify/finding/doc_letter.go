package finding

// The letter after it was accepted.
var letterDocs = []Doc{
	{
		Code: LetterBounced, Severity: Broken,
		Title: Text{
			"The letter was accepted and came back as undeliverable",
			"メールは一度受け付けられましたが、配信できずに戻ってきました",
		},
		Why: Text{
			"A failure message came instead of the letter.",
			"メールの代わりに、エラーの通知が届きました。",
		},
		Fix: Text{
			"Read the reason in the failure message; `harness explain` takes the whole message.",
			"エラー通知に書かれた理由を確認します。通知全体を `harness explain` に渡すと説明が表示されます。",
		},
		Cite: []string{"RFC 3464 section 2"},
	},
	{
		Code: LetterNotReturned, Severity: Undecided,
		Title: Text{
			"The letter was accepted but did not arrive in the mailbox in time",
			"メールは受け付けられましたが、時間内にメールボックスへ届きませんでした",
		},
		Why: Text{
			"It may be forwarded, caught by a spam filter, delivered elsewhere (the domain's MX), fetched first by another program, or merely late.",
			"転送された、迷惑メールに振り分けられた、別のサーバー（ドメインの MX）に配信された、別のメールソフトが先に取得した、または単に遅れている可能性があります。",
		},
		Fix: Text{
			"Look into the spam folder, the forwarding rules and the server's log; test again with a longer `--wait`, or with `--to` another mailbox that you read.",
			"迷惑メールフォルダー、転送設定、サーバーのログを確認します。`--wait` を長くするか、`--to` で別のメールボックスを指定して試験し直します。",
		},
		Gmail: Remark{
			Why: Text{
				"It may be forwarded, caught by a spam filter, delivered elsewhere (the domain's MX), fetched first by Gmail or the customer's own program, or merely late.",
				"転送された、迷惑メールに振り分けられた、別のサーバー（ドメインの MX）に配信された、Gmail やお客様のメールソフトが先に取得した、または単に遅れている可能性があります。",
			},
		},
		DependsOn: []Code{LetterBounced, LetterDamaged},
	},
	{
		Code: LetterInJunk, Severity: Undecided,
		Title: Text{
			"The letter arrived, and the server put it into the folder of junk[[ ({folder})]]",
			"メールは届きましたが、サーバーが迷惑メールのフォルダー[[（{folder}）]]に振り分けました",
		},
		Why: Text{
			"Sending, login and reading work. A filter on the server took the letter for junk, which it may do for this test letter and not for others.",
			"送信、ログイン、受信はできています。サーバーのフィルターがこの試験用のメールを迷惑メールと判定しました。他のメールも同じとは限りません。",
		},
		Fix: Text{
			"Look at the filter's headers in the letter, which still lies there and may be deleted; clients that show the inbox alone do not show such mail.",
			"フォルダーに残っているメールの、フィルターが付けたヘッダーを確認します（メールは削除してかまいません）。受信トレイだけを見るソフトでは、このようなメールは表示されません。",
		},
		DependsOn: []Code{LetterBounced},
	},
	{
		Code: LetterLate, Severity: Warning,
		Title: Text{
			"The letter took long to arrive[[ ({late})]]",
			"メールの到着に時間がかかりました[[（{late}）]]",
		},
		Why: Text{
			"Between acceptance and the mailbox much time passed: a queue, greylisting or a slow filter.",
			"受け付けからメールボックスに届くまで時間がかかっています。配送待ち、グレイリスティング、検査の遅れなどが考えられます。",
		},
		Fix: Text{
			"Look at the queue and the filters in the server's log.",
			"サーバーのログで、配送待ちとフィルターの状況を確認します。",
		},
	},
	{
		Code: LetterDamaged, Severity: Broken,
		Title: Text{
			"The letter came back changed",
			"届いたメールの内容が変わっています",
		},
		Why: Text{
			"Text of it is missing or cannot be read[[. First difference, in {where}: {got}]]. A filter or a faulty conversion on the way alters mail; signatures (DKIM) break by that.",
			"文の一部が失われたか、読めなくなっています[[（最初の違い: {where} の {got}）]]。途中のフィルターや文字の変換などで内容が書き換えられています。DKIM 署名も無効になります。",
		},
		Fix: Text{
			"Find what alters the mail on the server: content filter, disclaimer, conversion of 8-bit text or line ends.",
			"サーバー側で、メールを書き換えている処理（内容検査、免責文の追加、8 ビット文字や改行の変換）を調べます。",
		},
		Cite: []string{"RFC 5321 section 4.5.2", "RFC 6376 section 5.3"},
	},
	{
		Code: LetterMarked, Severity: Note,
		Title: Text{
			"The letter came back whole, with marks put to it on the way",
			"メールは欠けずに届きましたが、途中で書き足された箇所があります",
		},
		Why: Text{
			"The text that was sent is all there[[. What differs, in {where}: {got}]]. Spam filters tag the subject, disclaimers are put below the text, lists write themselves into the header; signatures (DKIM) may break by that.",
			"送った文はすべて残っています[[（異なる点: {where} の {got}）]]。迷惑メールの判定が件名に付く、免責文が末尾に付く、メーリングリストがヘッダーを書き換える、などの場合です。DKIM 署名が無効になることがあります。",
		},
		Fix: Text{
			"Nothing to mend for fetching. If it is not wanted, look at the content filter and the disclaimer on the server.",
			"受信の設定に問題はありません。不要な場合は、サーバーの内容検査や免責文の設定を確認します。",
		},
		Cite: []string{"RFC 6376 section 5.3"},
	},
	{
		Code: LetterDuplicated, Severity: Warning,
		Title: Text{
			"The letter arrived more than once",
			"同じメールが複数届きました",
		},
		Why: Text{
			"Copies of one letter stand in the mailbox: double forwarding or a rule that delivers twice.",
			"メールボックスに同じメールが複数あります。転送の重複や、二重に配信する振り分け設定が考えられます。",
		},
		Fix: Text{
			"Check aliases, forwarding and filter rules of the mailbox.",
			"このメールボックスのエイリアス、転送、振り分けの設定を確認します。",
		},
	},
	{
		Code: LetterLeftBehind, Severity: Note,
		Title: Text{
			"The test letter is still in the mailbox",
			"試験用のメールがメールボックスに残っています",
		},
		Why: Text{
			"It could not be deleted, or not with certainty recognised as our own.",
			"削除できなかったか、試験用のメールだと確実に判断できませんでした。",
		},
		Fix: Text{
			"`harness clean` finds it, and removes it with `--delete`; by hand it may be deleted, too, as it says of itself.",
			"`harness clean` で見つけられ、`--delete` を付けると削除できます。手動で削除しても問題ありません。",
		},
	},
	{
		Code: LetterFateUnknown, Severity: Note,
		Title: Text{
			"Whether the test letter is still in the mailbox is not known",
			"試験用のメールがメールボックスに残っているかどうかは分かりません",
		},
		Why: Text{
			"The server was told to delete it and did not confirm that, and the mailbox could not be looked at again.",
			"削除を指示しましたが、サーバーから確認の応答がなく、その後メールボックスを見ることもできませんでした。",
		},
		Fix: Text{
			"`harness clean` finds it if it is there, and removes it with `--delete`.",
			"残っている場合は `harness clean` で見つけられ、`--delete` を付けると削除できます。",
		},
		Cite: []string{"RFC 1939 section 6"},
	},
	{
		Code: TripInterrupted, Severity: Undecided,
		Title: Text{
			"It was interrupted before it had got to its end",
			"途中で中断されたため、最後まで確認できませんでした",
		},
		Why: Text{
			"Somebody or something stopped the program while the test ran[[ ({detail})]]; what comes after that is not known.",
			"試験の途中でプログラムが中断されました[[（`{detail}`）]]。その先の動作は分かりません。",
		},
		Fix: Text{
			"Run it again and let it come to its end. If a test letter was left in the mailbox, `harness clean` finds it.",
			"もう一度、最後まで実行してください。試験用のメールが残った場合は、`harness clean` で見つけられます。",
		},
	},
	{
		Code: TripUnexplained, Severity: Undecided,
		Title: Text{
			"It stopped, and no rule explains why",
			"途中で止まりましたが、原因を特定できませんでした",
		},
		Why: Text{
			"The test did not get to its end, and what was seen fits no known fault[[ ({detail})]].",
			"試験が最後まで進まず、記録も既知の原因に当てはまりません[[（`{detail}`）]]。",
		},
		Fix: Text{
			"Run it again with `-v` and read the transcript; the JSON report (`--format json`) has everything that was seen.",
			"`-v` を付けて再実行し、通信の記録を確認します。`--format json` の結果には、確認できた内容がすべて含まれています。",
		},
	},
}
