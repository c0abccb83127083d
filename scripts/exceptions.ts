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

export const OTHER_LICENCES: readonly OtherLicence[] = [];
