/**
 * Posting to other people's machines, and to nobody else's: an address somebody gave
 * us must not become a way into the network this service stands in.
 *
 * https only; the name is resolved here and the connection goes to the very addresses
 * that were looked at, so an answer of DNS that changes in between reaches nothing.
 * No redirection is followed, no answer is read but its status. The one exception is
 * the carriers' on loopback (`allowed`), for demo and tests.
 */
import { promises as dns, type LookupAddress, lookup } from "node:dns";
import { type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Posted, Webhooks } from "../ports.ts";

export type Reach = {
	/** Machines of the internet; off in a test build. */
	outside: boolean;
	/** This machine, also without TLS; only beside carriers on loopback. */
	loopback: boolean;
};

/** More than a polite answer holds; what comes beyond is not waited for. */
const MOST_ANSWER_BYTES = 16 * 1024;
const MOST_URL = 1_000;

export function webhooksOverHttp(
	allowed: Reach,
	/** Another than the machine's own, in tests. */
	resolve: Resolve = byNameServers(),
): Webhooks {
	const outside = guarded(resolve, isPublic);
	const inside = guarded(lookup as Resolve, isLoopback);
	return {
		fault: (url) => faultOf(url, allowed),
		async post({ url, headers, body }, deadlineMs) {
			const fault = faultOf(url, allowed);
			if (fault !== undefined) return { failed: "address" };
			const to = new URL(url);
			return posted(
				to,
				{
					method: "POST",
					// Of its own: nothing of one address is open to the next.
					agent: false,
					signal: AbortSignal.timeout(deadlineMs),
					lookup: isLoopback(hostOf(to)) ? inside : outside,
					headers: {
						...headers,
						"Content-Type": "application/json",
						"Content-Length": String(Buffer.byteLength(body)),
						"User-Agent": "Dzvin",
					},
				},
				body,
			);
		},
	};
}

/** What can be said of it without asking DNS. */
function faultOf(text: string, allowed: Reach): string | undefined {
	if (text.length > MOST_URL || !URL.canParse(text))
		return `expected an https address of at most ${MOST_URL} characters such as https://desk.example/dzvin, came something else`;
	const url = new URL(text);
	if (url.username !== "" || url.password !== "")
		return "expected an address without a user name or password in it; we sign what we send, came one with them";
	const host = hostOf(url);
	const own = isLoopback(host);
	if (own && allowed.loopback && /^https?:$/.test(url.protocol))
		return undefined;
	if (url.protocol !== "https:")
		return "expected an address that begins with https://, came another";
	if (own || (isIP(host) > 0 && !isPublic(host)))
		return "expected an address of the internet, came one of this machine or of a private network";
	if (!allowed.outside)
		return "expected an address of this machine, because DZVIN_TEST is true; came one of the internet";
	return undefined;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

const isLoopback = (host: string): boolean =>
	/^(localhost|127(\.\d+){3}|::1)$/.test(host) || host.endsWith(".localhost");

function posted(
	url: URL,
	options: RequestOptions,
	body: string,
): Promise<Posted> {
	return new Promise((settled) => {
		const send = url.protocol === "http:" ? requestHttp : requestHttps;
		const request = send(url, options, (response) => {
			let bytes = 0;
			response.on("data", (piece: Buffer) => {
				bytes += piece.length;
				if (bytes > MOST_ANSWER_BYTES) response.destroy();
			});
			response.on("error", () => {});
			const wait = Number(response.headers["retry-after"]);
			settled({
				status: response.statusCode ?? 0,
				...(wait > 0 ? { retryAfterMs: wait * 1_000 } : {}),
			});
		});
		request.on("error", (error) => settled({ failed: nameOf(error) }));
		request.end(body);
	});
}

/** Codes only: a message may hold the address. */
function nameOf(error: Error & { code?: unknown }): string {
	if (error.name === "TimeoutError" || error.name === "AbortError")
		return "deadline";
	return typeof error.code === "string" ? error.code : error.name;
}

// --- Where a name leads ------------------------------------------------------------

/** As `lookup` answers when it is asked for all addresses. */
export type Resolve = (
	name: string,
	options: { all: true },
	found: (
		error: NodeJS.ErrnoException | null,
		addresses: LookupAddress[],
	) => void,
) => void;

const ASKED_FOR_MS = 1_000;
const ASKED_TIMES = 2;

/**
 * `lookup` holds one of the process's four threads until the name server answers: a few
 * peers whose name servers are silent would keep carriers' names and files waiting.
 */
export const byNameServers =
	(servers: readonly string[] = []): Resolve =>
	(name, options, found) => {
		const resolver = new dns.Resolver({
			timeout: ASKED_FOR_MS,
			tries: ASKED_TIMES,
		});
		if (servers.length > 0) resolver.setServers(servers);
		const all = (addresses: string[], family: 4 | 6): LookupAddress[] =>
			addresses.map((address) => ({ address, family }));
		void Promise.allSettled([
			resolver.resolve4(name).then((addresses) => all(addresses, 4)),
			resolver.resolve6(name).then((addresses) => all(addresses, 6)),
		]).then(([four, six]) => {
			const addresses = [four, six].flatMap((part) =>
				part.status === "fulfilled" ? part.value : [],
			);
			if (addresses.length > 0 || four.status === "fulfilled")
				return found(null, addresses);
			// Where no name server is written down, only the system knows whom to ask.
			if (four.reason?.code === "ECONNREFUSED")
				return lookup(name, options, found);
			return found(four.reason, []);
		});
	};

const guarded =
	(resolve: Resolve, may: (address: string) => boolean): LookupFunction =>
	(name, options, found) =>
		resolve(name, { all: true }, (error, addresses) => {
			if (error) return found(error, "", 0);
			// One private address among public ones is a trick, not an accident.
			if (addresses.length === 0 || !addresses.every((a) => may(a.address)))
				return found(refusal(), "", 0);
			const [first] = addresses;
			return options.all
				? found(null, addresses)
				: found(null, first?.address ?? "", first?.family);
		});

const refusal = (): NodeJS.ErrnoException =>
	Object.assign(new Error("not an address of the internet"), {
		code: "privateAddress",
	});

/** Of the internet: none of the ranges that IANA keeps for something else. */
export function isPublic(address: string): boolean {
	if (isIP(address) === 4) return !RESERVED.check(address, "ipv4");
	if (isIP(address) === 6)
		return GLOBAL.check(address, "ipv6") && !RESERVED.check(address, "ipv6");
	return false;
}

/** https://www.iana.org/assignments/ipv6-address-space: what is given out today. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");

/**
 * https://www.iana.org/assignments/iana-ipv4-special-registry and
 * https://www.iana.org/assignments/iana-ipv6-special-registry. Addresses that carry
 * an IPv4 address inside (6to4, Teredo) are among them; mapped ones are not global.
 */
const RESERVED = new BlockList();
for (const [net, bits] of [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.0.2.0", 24],
	["192.88.99.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["198.51.100.0", 24],
	["203.0.113.0", 24],
	["224.0.0.0", 3],
] as const)
	RESERVED.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
	["2001::", 23],
	["2001:db8::", 32],
	["2002::", 16],
	["3fff::", 20],
] as const)
	RESERVED.addSubnet(net, bits, "ipv6");
