import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** What a service's name in the private DNS namespace is to callers: one address that leads to whoever serves now. */
export class PrivateName {
  private target = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<PrivateName> {
    const server = createServer();
    const name = new PrivateName(server);
    server.on("connection", (caller) => name.pass(caller));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return name;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on new connections lead to this port. */
  leadTo(port: number): void {
    this.target = port;
  }

  private pass(caller: Socket): void {
    const served = connect({ host: "127.0.0.1", port: this.target });
    const both = [caller, served];
    for (const socket of both) {
      this.sockets.add(socket);
      socket.on("error", () => both.forEach((each) => each.destroy()));
      socket.on("close", () => both.forEach((each) => this.sockets.delete(each.destroy())));
    }
    caller.pipe(served).pipe(caller);
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
