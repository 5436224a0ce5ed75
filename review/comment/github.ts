/** What is asked of GitHub's REST API. The address is the runner's own, so tests put a local server there. */
export interface GitHub {
  /** A page of a list after another; `path` below `/repos/OWNER/NAME`. */
  list<Item>(path: string): Promise<Item[]>;
  get<Item>(path: string): Promise<Item | undefined>;
  send(method: "POST" | "PATCH", path: string, body: object): Promise<void>;
}

export interface GitHubAccess {
  /** Such as `https://api.github.com`. */
  readonly api: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly token: string;
}

/** GitHub's own largest page. */
const pageSize = 100;
/** More than a pull request has in files or comments before a person gives up. */
const mostPages = 30;

const headersOf = (token: string) => ({
  accept: "application/vnd.github+json",
  authorization: `Bearer ${token}`,
  "content-type": "application/json",
  "x-github-api-version": "2022-11-28",
});

/** REST calls of one repository; a failure says method, path and status, and nothing that was sent. */
export function gitHub({ api, repository, token }: GitHubAccess): GitHub {
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const response = await fetch(`${api}/repos/${repository}${path}`, {
      method,
      headers: headersOf(token),
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok && response.status !== 404)
      throw new Error(`${method} ${path}: GitHub answered ${response.status}`);
    return response;
  };
  return {
    async get<Item>(path: string) {
      const response = await call("GET", path);
      return response.ok ? ((await response.json()) as Item) : undefined;
    },
    async list<Item>(path: string) {
      const items: Item[] = [];
      for (let page = 1; page <= mostPages; page++) {
        const separator = path.includes("?") ? "&" : "?";
        const response = await call("GET", `${path}${separator}per_page=${pageSize}&page=${page}`);
        const found = response.ok ? ((await response.json()) as Item[]) : [];
        items.push(...found);
        if (found.length < pageSize) break;
      }
      return items;
    },
    async send(method, path, body) {
      const response = await call(method, path, body);
      if (!response.ok) throw new Error(`${method} ${path}: GitHub answered ${response.status}`);
    },
  };
}
