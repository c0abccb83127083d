/** The port itself, over real sockets: the slow and the endless are let go, the others are answered. */
import { type AddressInfo, connect, type Socket } from "node:net";
import type { ServerType } from "@hono/node-server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, PATIENCE } from "../../src/listen.ts";

let server: ServerType;
let asked: string[];
const port = () => (server.address() as AddressInfo).port;

beforeEach(async () => {
	asked = [];
	server = await listen(
		async (request) => {
			asked.push(await request.text());
			return new Response("here");
		},
		{ port: 0, host: "127.0.0.1" },
		{ ...PATIENCE, headersMs: 150, requestMs: 300, lookMs: 20 },
	);
});
afterEach(() => {
	if ("closeAllConnections" in server) server.closeAllConnections();
	server.close();
});

/** What came until the server let go. */
const untilLetGo = (socket: Socket): Promise<string> =>
	new Promise((resolve) => {
		let said = "";
		socket.on("data", (piece) => {
			said += piece.toString();
		});
		socket.on("error", () => {});
		socket.on("close", () => resolve(said));
	});

const open = (first: string): Socket => {
	const socket = connect(port(), "127.0.0.1");
	socket.write(first);
	return socket;
};

/** A byte now and then: a connection that is never idle and never done. */
async function drip(socket: Socket, piece: string): Promise<string> {
	const dripping = setInterval(() => socket.write(piece), 20);
	try {
		return await untilLetGo(socket);
	} finally {
		clearInterval(dripping);
	}
}

test("headers that never end are let go, while others are answered", async () => {
	const slow = [...Array(20)].map(() =>
		drip(open("GET / HTTP/1.1\r\nHost: a\r\n"), "x"),
	);
	const answer = await fetch(`http://127.0.0.1:${port()}/`);
	expect(await answer.text()).toBe("here");
	for (const said of await Promise.all(slow)) expect(said).toMatch(/408/);
	expect(asked).toEqual([""]);
});

test("a body that never ends is let go, and nothing was done with it", async () => {
	const said = await drip(
		open("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"),
		"x",
	);
	expect(said).not.toContain("here");
	expect(asked).toEqual([]);
});

test("headers beyond 16 kB are refused", async () => {
	const said = await untilLetGo(
		open(
			`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(PATIENCE.headerBytes)}\r\n\r\n`,
		),
	);
	expect(said).toMatch(/^HTTP\/1\.1 431 /);
	expect(asked).toEqual([]);
});

test("in earnest ten seconds for headers, a minute for the whole request", async () => {
	const real = await listen(() => new Response(), {
		port: 0,
		host: "127.0.0.1",
	});
	expect(real).toMatchObject({
		headersTimeout: 10_000,
		requestTimeout: 60_000,
		keepAliveTimeout: 65_000,
	});
	real.close();
});
