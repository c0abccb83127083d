/**
 * Headers of every answer, whoever wrote it: nothing runs, frames, guesses a type
 * or tells the next site where it was called from. A page that needs more (its own
 * style, its own script) says so itself and is left as it is.
 */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const NOTHING_RUNS = {
	defaultSrc: ["'none'"],
	formAction: ["'none'"],
	baseUri: ["'none'"],
	frameAncestors: ["'none'"],
};

/** What no page of ours asks a browser for. */
const NO_DEVICES = {
	camera: [],
	displayCapture: [],
	geolocation: [],
	microphone: [],
	payment: [],
	usb: [],
};

const YEAR_SECONDS = 31_536_000;

export const answerHeaders = (publicUrl: string): MiddlewareHandler =>
	secureHeaders({
		overwrite: false,
		contentSecurityPolicy: NOTHING_RUNS,
		permissionsPolicy: NO_DEVICES,
		xFrameOptions: "DENY",
		// Promised only where the way in is encrypted: a village's http would be locked out.
		strictTransportSecurity: publicUrl.startsWith("https:")
			? `max-age=${YEAR_SECONDS}`
			: false,
	});
