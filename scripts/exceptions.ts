/**
 * Every exception from what `npm run check`, `npm run audit` and their tests
 * ask of secrets, dependencies and the OpenAPI document: each by name and with
 * its reason. An exception that is no longer needed fails a test.
 */

/** A text that looks like a secret and opens nothing. */
export type NoSecret = { path: string; kind: string; reason: string };

export const NO_SECRETS: readonly NoSecret[] = [];

/** An advisory that does not reach us. It is looked at again by the day it ends. */
export type LivedWith = {
	package: string;
	/** GHSA-…, as the advisory service names it. */
	advisory: string;
	reason: string;
	/** YYYY-MM-DD; from the day after it the audit fails again. */
	until: string;
};

export const ADVISORIES: readonly LivedWith[] = [];

/** Licences that ask of us no more than to name them (Apache-2.0 goes with each). */
export const LICENCES: readonly string[] = [
	"0BSD",
	"Apache-2.0",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"ISC",
	"MIT",
];

/** A production dependency under another licence, and why that is well. */
export type OtherLicence = {
	package: string;
	licence: string;
	reason: string;
};

export const OTHER_LICENCES: readonly OtherLicence[] = [
	{
		package: "wouter",
		licence: "Unlicense",
		reason: "Given to the public domain: it asks nothing of whoever uses it.",
	},
];

/** A rule of the OWASP API Security Top 10 (2023) that `/openapi.json` does not follow. */
export type LintException = {
	/** As the linter names it, without `owasp:`. */
	rule: string;
	/** What it is excused for: all, what we answer but never take, or these places. */
	where: "everything" | "answers" | readonly string[];
	reason: string;
};

const OPEN_ROUTES = ["/healthz", "/readyz", "/metrics"] as const;

export const LINT_EXCEPTIONS: readonly LintException[] = [
	{
		rule: "api4:2023-string-limit",
		where: "answers",
		reason:
			"What we take is limited, to the last string. A limit on what we answer would make a strict client refuse a board in the middle of a fire.",
	},
	{
		rule: "api4:2023-string-limit",
		where: [
			"/v1/roster/import",
			"/v1/areas/import",
			"/v1/water/import",
			"/v1/hazards/import",
			"/v1/helpers/import",
		],
		reason:
			"A whole table; it is held to 5 MiB before it is read, which is counted in bytes and not in characters.",
	},
	{
		rule: "api4:2023-array-limit",
		where: "answers",
		reason: "As for strings: every list we take has its limit.",
	},
	{
		rule: "api4:2023-integer-limit",
		where: "answers",
		reason: "As for strings: every number we take has its limits.",
	},
	{
		rule: "api4:2023-string-restricted",
		where: "everything",
		reason:
			"Names of people and villages, notes and ids of others have no pattern; control characters are refused, lengths are limited, and nothing of it becomes markup.",
	},
	{
		rule: "api4:2023-integer-format",
		where: "everything",
		reason:
			"A width in bits says less than the minimum and maximum that every number we take has.",
	},
	{
		rule: "api4:2023-rate-limit",
		where: "everything",
		reason:
			"Over the limit there is 429 with Retry-After. A count of what is left on every answer would tell the holder of a leaked key how fast to go.",
	},
	{
		rule: "api8:2023-define-cors-origin",
		where: "everything",
		reason:
			"No answer carries the header: pages of other origins are to read nothing.",
	},
	{
		rule: "api2:2023-read-restricted",
		where: OPEN_ROUTES,
		reason:
			"Whoever watches from outside holds no key; they tell nothing about people, places or incidents.",
	},
	{
		rule: "api8:2023-define-error-responses-401",
		where: OPEN_ROUTES,
		reason: "They ask for no key, so none can be wrong.",
	},
	{
		rule: "api4:2023-rate-limit-responses-429",
		where: OPEN_ROUTES,
		reason:
			"A watch that is refused would take the service for dead and ring the chiefs.",
	},
];
