// One look at a server with Thunderbird's own client for its protocol, with the
// password of the scenario: arguments are the server and the callback of Marionette.
const [job, done] = arguments;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { SmtpClient } = ChromeUtils.importESModule("resource:///modules/SmtpClient.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
const socketType = { ssl: 3, tls: 2, stls: 2, none: 0 }[job.security];

// overridable: the error has a category of those that an exception can be added for.
const outcome = (status, info, words) => ({
  status: status >>> 0, error: info?.errorCodeString ?? "", overridable: (info?.overridableErrorCategory ?? 0) != 0, words: words ?? "",
});

function send(say) {
  const server = MailServices.outgoingServer.createServer("smtp");
  const smtp = server.QueryInterface(Ci.nsISmtpServer);
  smtp.hostname = job.host;
  smtp.port = job.port;
  server.username = job.user;
  server.socketType = socketType;
  server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
  const client = new SmtpClient(server);
  client._authenticator.getPassword = () => job.password; // in place of the user, who is asked otherwise
  client.onerror = (status, words, info) => say(outcome(status, info, words));
  client.onidle = () => { say(outcome(0)); client.quit(); }; // logged in
  client.connect();
  return () => MailServices.outgoingServer.deleteServer(server);
}

function fetch(say) {
  const server = MailServices.accounts.createIncomingServer(job.user, job.host, job.protocol);
  server.port = job.port;
  server.socketType = socketType;
  server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
  const account = MailServices.accounts.createAccount();
  account.addIdentity(MailServices.accounts.createIdentity());
  account.incomingServer = server;
  server.password = job.password;
  server.verifyLogon({
    QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
    OnStartRunningUrl() {},
    OnStopRunningUrl(url, status) {
      const mail = url.QueryInterface(Ci.nsIMsgMailNewsUrl);
      say(outcome(status, mail.failedSecInfo, mail.errorMessage));
    },
  }, null);
  return () => MailServices.accounts.removeAccount(account, true);
}

(async () => {
  let end;
  const result = await new Promise((say, fail) => {
    setTimeout(() => fail(new Error("it says nothing")), job.patience);
    end = job.protocol == "smtp" ? send(say) : fetch(say);
  });
  end();
  return result;
})().then(done, e => done({ ...outcome(0), trouble: String(e) }));
