/**
 * Where the page is a build of its own, it opens without a line, too. What the service
 * worker fetches for later comes after the board: on a slow line it would stand in the
 * way of the first incidents.
 */
const AFTER_MS = 3_000;
let isAsked = false;

export function keepShell(): void {
	if (isAsked || !import.meta.env.PROD || !("serviceWorker" in navigator))
		return;
	isAsked = true;
	setTimeout(() => {
		void navigator.serviceWorker
			.register("/board/service-worker.js", { scope: "/board" })
			.catch(() => {
				// A browser that refuses (private windows) shows the same with a line.
			});
	}, AFTER_MS);
}
