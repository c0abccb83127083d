/**
 * No secret lies in the tree: part of `npm run check`. secretlint knows the
 * world's kinds (private keys, cloud accounts, addresses of databases with a
 * password); the patterns below are of what this service is opened with.
 *
 * What is found is named by file, line and kind, never repeated. What only looks
 * like a secret stands in `exceptions.ts`; a comment in a file excuses nothing.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { lintSource } from "@secretlint/core";
import { creator as patternRule } from "@secretlint/secretlint-rule-pattern";
import { creator as presetRule } from "@secretlint/secretlint-rule-preset-recommend";
import { NO_SECRETS, type NoSecret } from "./exceptions.ts";

const ROOT = join(import.meta.dirname, "..");

export type Found = { path: string; line: number; kind: string };

const TWILIO_ID = "\\b(?:AC|SK)[0-9a-fA-F]{32}\\b";
const HEX_32 = "(?<![0-9a-zA-Z])[0-9a-fA-F]{32}(?![0-9a-zA-Z])";
/** As a shell, a table of settings or JSON writes it. */
const IS_SET_TO = "[\"'`]?\\s{0,3}[=:]\\s{0,3}[\"'`]?";

/** Kinds the preset does not know, or knows only by their neighbours. */
const PATTERNS: Record<string, readonly string[]> = {
	"Telegram bot token": ["(?<![\\d:])\\d{8,10}:[A-Za-z0-9_-]{35}(?![\\w-])"],
	"Twilio account": ["\\bAC[0-9a-fA-F]{32}\\b"],
	"Twilio API key": ["\\bSK[0-9a-fA-F]{32}\\b"],
	"Twilio auth token": [
		`${TWILIO_ID}[^]{0,200}?${HEX_32}`,
		`${HEX_32}[^]{0,200}?${TWILIO_ID}`,
		`auth_?token(?:_?2)?${IS_SET_TO}${HEX_32}`,
	],
	"Dzvin key": ["\\bdzvin_[A-Za-z0-9_-]{43}(?![\\w-])"],
	"Dzvin setting": [
		`\\bDZVIN_SECRET(?:_NEW)?${IS_SET_TO}[A-Za-z0-9+/]{43}=`,
		`\\b(?:ADMIN_API_KEY|TELEGRAM_WEBHOOK_SECRET)${IS_SET_TO}${HEX_32}`,
	],
	// The preset wants a whole key; half a one is as much of a mistake.
	"private key": ["-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----"],
};

const PRESET = "@secretlint/secretlint-rule-preset-recommend";
const PATTERN = "@secretlint/secretlint-rule-pattern";

type LintConfig = Parameters<typeof lintSource>[0]["options"]["config"];

const CONFIG: LintConfig = {
	rules: [
		{
			id: PRESET,
			rule: presetRule,
			rules: [
				{ id: "@secretlint/secretlint-rule-filter-comments", disabled: true },
			],
		},
		// One rule for each kind, so that a finding carries the name of its kind.
		...Object.entries(PATTERNS).map(([kind, patterns]) => ({
			id: `${PATTERN}/${kind}`,
			rule: patternRule,
			options: {
				patterns: [
					{
						name: kind,
						patterns: patterns.map(
							(text) => `/${text.replaceAll("/", "\\/")}/gi`,
						),
					},
				],
			},
		})),
	],
};

export async function secretsIn(
	path: string,
	content: string,
): Promise<Found[]> {
	const { messages } = await lintSource({
		source: {
			filePath: path,
			content,
			ext: extname(path),
			contentType: "text",
		},
		// The library's words would hold the secret; the kind and the place are enough.
		options: { config: CONFIG, maskSecrets: true },
	});
	return messages.map(({ ruleId, loc }) => ({
		path,
		line: loc.start.line,
		kind: ruleId.replace(/^@secretlint\/(secretlint-rule-)?(pattern\/)?/, ""),
	}));
}

/** What git holds, and what it would hold if everything were added now. */
export function filesOf(root: string): string[] {
	return execFileSync(
		"git",
		["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
		{ cwd: root, encoding: "utf8" },
	)
		.split("\0")
		.filter((path) => path !== "" && existsSync(join(root, path)));
}

export async function secretsUnder(
	root: string,
	noSecrets: readonly NoSecret[] = NO_SECRETS,
): Promise<{ files: number; found: Found[]; needless: NoSecret[] }> {
	const files = filesOf(root);
	const found: Found[] = [];
	for (const path of files)
		found.push(
			...(await secretsIn(path, readFileSync(join(root, path), "utf8"))),
		);
	const excuses = (one: Found) => (known: NoSecret) =>
		known.path === one.path && known.kind === one.kind;
	return {
		files: files.length,
		found: found.filter((one) => !noSecrets.some(excuses(one))),
		needless: noSecrets.filter(
			(known) => !found.some((one) => excuses(one)(known)),
		),
	};
}

if (import.meta.main) {
	const { files, found, needless } = await secretsUnder(
		process.argv[2] ?? ROOT,
	);
	for (const { path, line, kind } of found)
		console.error(
			`${path}:${line} holds what looks like a secret (${kind}). Take it out, and revoke it where it was real: whoever has a copy has it for ever. If it opens nothing, name it with the reason in scripts/exceptions.ts.`,
		);
	for (const { path, kind } of needless)
		console.error(
			`scripts/exceptions.ts excuses a secret (${kind}) of ${path} that is not there: take the excuse away.`,
		);
	if (found.length + needless.length > 0) process.exitCode = 1;
	else console.log(`Secrets: none in ${files} files.`);
}
