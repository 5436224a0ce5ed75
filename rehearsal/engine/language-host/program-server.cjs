// node program-server.cjs ENTRY: runs an entry point that exports a function, as often as it is asked to, by the SDK that the
// entry point itself finds. Prints one line: {"port": …}, or {"port": 0} when the entry point exports no function.
const path = require("node:path");

const entry = path.resolve(process.argv[2]);
const own = (name) => require(require.resolve(name, { paths: [path.dirname(entry)] }));
const say = (port) => process.stdout.write(`${JSON.stringify({ port })}\n`);

process.stdin.on("end", () => process.exit()).resume();
const program = own(entry);
if (typeof program !== "function") {
  say(0);
} else {
  const grpc = own("@grpc/grpc-js");
  const { LanguageRuntimeService } = own("@pulumi/pulumi/proto/language_grpc_pb");
  const { LanguageServer } = own("@pulumi/pulumi/automation/server");
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const language = new LanguageServer(program);
  server.addService(LanguageRuntimeService, {
    run: (call, answer) => {
      // The SDK answers a failure twice.
      let answered = false;
      language.run(call, (...given) => {
        if (!answered) answer(...given);
        answered = true;
      });
    },
    getRequiredPlugins: language.getRequiredPlugins.bind(language),
    getPluginInfo: language.getPluginInfo.bind(language),
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    say(port);
  });
}
