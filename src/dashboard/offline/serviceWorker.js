/**
 * Opens the shell and the pages without a line. What was seen last lies beside it
 * (`live.ts` keeps the boards); answers of the service are never kept here, so that
 * nothing old is ever shown as new.
 */
const VERSION = __VERSION__;
const SHELL = __SHELL__;
const CACHE = `dzvin-${VERSION}`;
const PAGE = "/board";

self.addEventListener("install", (event) => {
	event.waitUntil(
		caches
			.open(CACHE)
			.then((cache) =>
				cache.addAll([
					PAGE,
					"/board/icon.svg",
					"/board/manifest.webmanifest",
					...SHELL,
				]),
			)
			.then(() => self.skipWaiting()),
	);
});

self.addEventListener("activate", (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) =>
				Promise.all(
					names
						.filter((name) => name.startsWith("dzvin-") && name !== CACHE)
						.map((name) => caches.delete(name)),
				),
			)
			.then(() => self.clients.claim()),
	);
});

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== location.origin) return;
	if (
		request.mode === "navigate" &&
		(url.pathname === PAGE || url.pathname.startsWith(`${PAGE}/`))
	)
		event.respondWith(page(request));
	else if (url.pathname.startsWith("/board/assets/"))
		event.respondWith(asset(request));
});

/** The newest shell while there is a line, else the one kept. */
async function page(request) {
	try {
		const answer = await fetch(request);
		// Whoever is signed out is sent to sign in; that is not the shell.
		if (answer.ok && !answer.redirected) {
			const cache = await caches.open(CACHE);
			await cache.put(PAGE, answer.clone());
		}
		return answer;
	} catch {
		return (await caches.match(PAGE)) ?? Response.error();
	}
}

/** Names carry the hash of what is in them: what was kept is what is asked for. */
async function asset(request) {
	const kept = await caches.match(request);
	if (kept) return kept;
	const answer = await fetch(request);
	if (answer.ok) {
		const cache = await caches.open(CACHE);
		await cache.put(request, answer.clone());
	}
	return answer;
}
