// `@y/websocket-server` on `ws` as it is: prints the port on which it listens. It keeps nothing.
import http from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const server = http.createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", setupWSConnection);
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
