/**
 * The scanner of `npm run check` finds each kind of secret in a file that would
 * be committed. The secrets are put together here, so that this file holds none.
 */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_SECRETS } from "../../scripts/exceptions.ts";
import { secretsIn, secretsUnder } from "../../scripts/secrets.ts";

const hex = (length: number): string =>
	"9f3c5e7a1b2d4f608192a3b4c5d6e7f8".slice(0, length);
const letters = (length: number): string =>
	"AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_x-Zq81kE9".slice(0, length);
const account = `AC${hex(32)}`;
const authToken = [...hex(32)].reverse().join("");

const SECRETS: [kind: string, text: string][] = [
	["Telegram bot token", `const token = "110201543:${letters(35)}";`],
	[
		"Telegram bot token",
		`https://api.telegram.org/bot7102015431:${letters(35)}/getMe`,
	],
	["Telegram bot token", `TELEGRAM_BOT_TOKEN=11020154:${letters(35)}`],
	["Twilio account", `export TWILIO_ACCOUNT_SID=${account}`],
	["Twilio API key", `SK${hex(32)}`],
	["Twilio auth token", `sid: "${account}",\n\ttoken: "${authToken}",`],
	[
		"Twilio auth token",
		`curl -u ${account}:${authToken} https://api.twilio.com`,
	],
	["Twilio auth token", `${authToken}\nSK${hex(32)}`],
	["Twilio auth token", `TWILIO_AUTH_TOKEN=${authToken}`],
	["Twilio auth token", `{ "authToken": "${authToken}" }`],
	["Dzvin key", `Authorization: Bearer dzvin_${letters(43)}`],
	[
		"Dzvin setting",
		`DZVIN_SECRET="${letters(34).replace(/\W|_/g, "7")}${hex(9)}="`,
	],
	["Dzvin setting", `ADMIN_API_KEY=${hex(32)}`],
	["Dzvin setting", `TELEGRAM_WEBHOOK_SECRET: ${hex(32)}`],
	[
		"private key",
		generateKeyPairSync("ec", { namedCurve: "P-256" })
			.privateKey.export({ type: "pkcs8", format: "pem" })
			.toString(),
	],
	["private key", `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----`],
	["github", `ghp_${letters(36).replace(/\W|_/g, "7")}`],
	[
		"database-connection-string",
		`postgres://dzvin:${letters(12)}@db.example.com/dzvin`,
	],
];

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-secrets-"));
	execFileSync("git", ["init", "-q"], { cwd: folder });
});
beforeEach(() => {
	rmSync(join(folder, "src"), { recursive: true, force: true });
	mkdirSync(join(folder, "src"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PATH = "src/settings.ts";
const put = (text: string, path = PATH): void =>
	writeFileSync(join(folder, path), text);

describe("the secret scanner", () => {
	it.each(SECRETS)("finds a %s: case %#", async (kind, text) => {
		put(`// the first line\n${text}\n`);
		const { found } = await secretsUnder(folder, []);
		expect(found).toContainEqual({ path: PATH, line: 2, kind });
	});

	it("finds nothing in what only resembles one", async () => {
		put(
			[
				'token: "1234567:not-a-real-token-of-the-demo"',
				`accountSid: \`AC\${"d".repeat(32)}\``,
				`sha256 ${hex(32)}${hex(32)}`,
				`md5 ${hex(32)}`,
				`at 2026-11-22T03:02:00Z 118:${hex(30)}`,
				"Authorization: Bearer dzvin_…",
			].join("\n"),
		);
		expect(await secretsUnder(folder, [])).toMatchObject({
			files: 1,
			found: [],
		});
	});

	it("never repeats what it found", async () => {
		const text = `sid ${account} token ${authToken} key dzvin_${letters(43)}`;
		const said = JSON.stringify(await secretsIn(PATH, text));
		expect(said).toContain("Twilio auth token");
		for (const secret of [account, authToken, letters(43)])
			expect(said).not.toContain(secret);
	});

	it("is not silenced by a comment in the file", async () => {
		put(`/* ${"secretlint"}-disable */\nSK${hex(32)}\n`);
		const { found } = await secretsUnder(folder, []);
		expect(found.map(({ kind }) => kind)).toEqual(["Twilio API key"]);
	});

	it("excuses a text by file and kind only, and reports an excuse that is not needed", async () => {
		const excuse = { path: PATH, kind: "Twilio API key", reason: "of a test" };
		put(`SK${hex(32)}`);
		put(`SK${hex(32)}`, "src/other.ts");
		const { found, needless } = await secretsUnder(folder, [excuse]);
		expect(found.map(({ path }) => path)).toEqual(["src/other.ts"]);
		expect(needless).toEqual([]);
		put("nothing");
		expect((await secretsUnder(folder, [excuse])).needless).toEqual([excuse]);
	});

	it("leaves out what git would not take", async () => {
		put("src/settings.ts\n", ".gitignore");
		put(`SK${hex(32)}`);
		expect((await secretsUnder(folder, [])).found).toEqual([]);
		rmSync(join(folder, ".gitignore"));
	});

	it("has a reason for each excuse of ours", () => {
		for (const { reason } of NO_SECRETS)
			expect(reason.length).toBeGreaterThan(20);
	});
});
