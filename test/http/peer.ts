/**
 * A dispatch centre's machine on loopback: it takes webhooks as its maker would,
 * checks the signature by itself and answers as the test says.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

export type Came = {
	id: string;
	/** As the peer read it. */
	// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
	body: any;
	text: string;
	path: string;
	headers: Record<string, string | string[] | undefined>;
	/** How many signatures stand in the header. */
	signatures: number;
};

export type Peer = Awaited<ReturnType<typeof openPeer>>;

export async function openPeer({ port = 0 }: { port?: number } = {}) {
	const came: Came[] = [];
	/** Statuses of the next answers; then 204. `hang` = none at all. */
	const next: (number | "hang" | { redirect: string })[] = [];
	const held = new Set<ServerResponse>();
	const at = { once: 0, most: 0 };
	const server = createServer((request, response) => {
		at.once += 1;
		at.most = Math.max(at.most, at.once);
		response.on("close", () => {
			at.once -= 1;
		});
		const pieces: Buffer[] = [];
		request.on("data", (piece: Buffer) => pieces.push(piece));
		request.on("end", () => {
			const text = Buffer.concat(pieces).toString();
			came.push({
				id: String(request.headers["webhook-id"]),
				body: JSON.parse(text),
				text,
				path: request.url ?? "",
				headers: request.headers,
				signatures: String(request.headers["webhook-signature"]).split(" ")
					.length,
			});
			const answer = next.shift() ?? 204;
			if (answer === "hang") return void held.add(response);
			if (typeof answer === "object")
				return void response
					.writeHead(302, { location: answer.redirect })
					.end();
			response.writeHead(answer).end(answer === 204 ? undefined : "said");
		});
	});
	await new Promise<void>((listening) => {
		server.listen(port, "127.0.0.1", listening);
	});
	const { port: given } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${given}/dzvin`,
		port: given,
		came,
		next,
		/** The most requests that were under way at once. */
		mostAtOnce: () => at.most,
		/** Facts in the order they came, each once. */
		types: (): string[] => came.map(({ body }) => body.type),
		heard: (count: number) =>
			vi.waitFor(
				() => {
					if (came.length < count)
						throw new Error(
							`expected ${count} webhooks, came ${came.length}: ${came.map(({ body }) => body.type).join(", ")}`,
						);
				},
				{ timeout: 20_000, interval: 20 },
			),
		release(): void {
			for (const response of held) response.writeHead(204).end();
			held.clear();
		},
		close: (): Promise<void> =>
			new Promise((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			}),
	};
}

/** As https://www.standardwebhooks.com says, written down without a look at how we sign. */
export function isSigned(
	{ headers, text }: Came,
	secret: string,
	nowMs: number,
): boolean {
	const id = String(headers["webhook-id"]);
	const second = String(headers["webhook-timestamp"]);
	if (!/^\d+$/.test(second) || Math.abs(nowMs / 1000 - Number(second)) > 300)
		return false;
	const [prefix, encoded = ""] = secret.split("_");
	if (prefix !== "whsec") return false;
	const expected = createHmac("sha256", Buffer.from(encoded, "base64"))
		.update(`${id}.${second}.${text}`, "utf8")
		.digest();
	return String(headers["webhook-signature"])
		.split(" ")
		.some((one) => {
			const [version, given = ""] = one.split(",");
			const bytes = Buffer.from(given, "base64");
			return (
				version === "v1" &&
				bytes.length === expected.length &&
				timingSafeEqual(bytes, expected)
			);
		});
}
