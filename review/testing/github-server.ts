import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredComment {
  id: number;
  body: string;
  user: { login: string; type: string };
}

/** What a repository on the server holds; tests read and change it. */
export interface Repository {
  pulls: { number: number; state: string; head: { sha: string; label: string } }[];
  files: { filename: string; previous_filename?: string }[];
  comments: StoredComment[];
  /** Every request, such as `GET /repos/o/r/pulls?state=open`. */
  requests: string[];
  /** Account in whose name comments are written. */
  readonly author: string;
}

const bodyOf = async (request: IncomingMessage): Promise<{ body: string }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as { body: string };
};

/** Longest comment that GitHub takes. */
const longest = 65_536;

async function answer(repository: Repository, request: IncomingMessage): Promise<{ status: number; data: unknown }> {
  const url = new URL(request.url ?? "/", "http://server");
  const place = url.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, "");
  const page = (items: readonly unknown[]) => {
    const size = Number(url.searchParams.get("per_page") ?? 30);
    const start = (Number(url.searchParams.get("page") ?? 1) - 1) * size;
    return { status: 200, data: items.slice(start, start + size) };
  };
  if (request.method === "GET" && place === "/pulls") {
    const head = url.searchParams.get("head");
    return page(repository.pulls.filter((pull) => pull.state === "open" && pull.head.label === head));
  }
  if (request.method === "GET" && /^\/pulls\/\d+\/files$/.test(place)) return page(repository.files);
  if (request.method === "GET" && /^\/issues\/\d+\/comments$/.test(place)) return page(repository.comments);
  const { body } = await bodyOf(request);
  if (body.length > longest) return { status: 422, data: { message: "body is too long" } };
  if (request.method === "POST" && /^\/issues\/\d+\/comments$/.test(place)) {
    const comment = { id: repository.comments.length + 1, body, user: { login: repository.author, type: "Bot" } };
    repository.comments.push(comment);
    return { status: 201, data: comment };
  }
  const [, id] = /^\/issues\/comments\/(\d+)$/.exec(place) ?? [];
  const comment = repository.comments.find((one) => String(one.id) === id);
  if (request.method !== "PATCH" || !comment) return { status: 404, data: {} };
  comment.body = body;
  return { status: 200, data: comment };
}

/** As much of GitHub's REST API as the comment needs, for one repository, on loopback. */
export async function gitHubServer(repository: Repository, token: string): Promise<{ api: string; server: Server }> {
  const server = createServer((request, response) => {
    repository.requests.push(`${request.method} ${request.url}`);
    const allowed = request.headers.authorization === `Bearer ${token}`;
    void (allowed ? answer(repository, request) : Promise.resolve({ status: 401, data: {} })).then(
      ({ status, data }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
