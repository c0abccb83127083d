/**
 * A client that a stranger generates from `/openapi.json`, type-checked, does what
 * README does with curl: its very bodies and paths, against the real service on
 * SQLite and the carriers on loopback.
 */
import { execFile } from "node:child_process";
import {
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type Installation,
	startInstallation,
} from "../../src/demo/installation.ts";

const ROOT = join(import.meta.dirname, "../..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

const run = promisify(execFile);
let folder: string;
let installation: Installation;

beforeAll(async () => {
	// Beside nothing but what it was told to install.
	folder = mkdtempSync(join(tmpdir(), "dzvin-client-"));
	symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
	installation = await startInstallation({ speed: 1, seed: 1 });
	const document = join(folder, "openapi.json");
	const answer = await fetch(`${installation.publicUrl}/openapi.json`);
	put("openapi.json", await answer.text());
	put("client.ts", await generateSource(document));
	put("package.json", JSON.stringify({ type: "module" }));
	put(
		"tsconfig.json",
		JSON.stringify({
			extends: join(ROOT, "tsconfig.json"),
			// Strict as ours, but for the one setting the generator's own runtime does not bear.
			compilerOptions: {
				lib: ["es2024", "dom"],
				exactOptionalPropertyTypes: false,
			},
			include: ["*.ts"],
		}),
	);
	put("scenario.ts", scenarioOf(README));
}, 60_000);
afterAll(async () => {
	await installation?.close();
	rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, text: string): void =>
	writeFileSync(join(folder, name), text);

/** What the compiler says about the folder; empty when it has nothing against it. */
const typeFaults = (): Promise<string> =>
	run(join(ROOT, "node_modules/.bin/tsc"), ["-p", "."], {
		cwd: folder,
	}).then(
		() => "",
		(error: { stdout?: string }) => error.stdout ?? String(error),
	);

describe("a client generated from the document", () => {
	it("is right in the eyes of our compiler, with README's requests in it", async () => {
		expect(await typeFaults()).toBe("");
	});

	it("knows what it may not ask", async () => {
		put("wrong.ts", WRONG);
		const faults = await typeFaults();
		rmSync(join(folder, "wrong.ts"));
		expect(
			[...faults.matchAll(/^wrong\.ts\((\d+)/gm)].map(([, at]) => at),
		).toEqual(["2", "3", "4"]);
	});

	it("runs README's scenario: the phone rings and the answer comes back", async () => {
		const { stdout } = await run(process.execPath, ["scenario.ts"], {
			cwd: folder,
			timeout: 60_000,
			env: {
				PUBLIC_URL: installation.publicUrl,
				ADMIN_API_KEY: installation.key,
				PHONES_URL: installation.sandbox.pageUrl,
			},
		});
		expect(JSON.parse(stdout)).toMatchObject({
			rang: expect.stringMatching(/ПОЖЕЖА.*Шевченка, 12/s),
			board: {
				status: "open",
				responders: [{ name: "Петро", answer: "responding" }],
			},
			stranger: 401,
		});
	}, 90_000);
});

const WRONG = `import * as client from "./client.ts";
client.postV1Incidents({ type: "a_fire_of_no_kind" });
client.postV1Brigades({ kind: "volunteer", location: { lat: 49, lon: 25 } });
client.getV1IncidentsById(118);
`;

const STEP =
	/^(?<name>\w+)=\$\(api (?<path>\S+) '(?<body>.*?)' \| field (?<field>\w+)\)|^phone (?<phone>\S+) '(?<press>.*?)' > /gms;

/** README's steps in its order, each as a call of the generated client. */
function scenarioOf(readme: string): string {
	const steps = [...readme.matchAll(STEP)].map(({ groups = {} }) => groups);
	const asked = steps.filter(({ path }) => path !== undefined);
	if (asked.length !== 5 || steps.length !== 9)
		throw new Error(
			`expected 5 requests and 4 phone presses in README, found ${asked.length} and ${steps.length - asked.length}: teach this test its new shape`,
		);
	const lines = steps.map(({ name, path, body, field, phone, press }) =>
		path === undefined
			? `await phone(${JSON.stringify(phone?.replaceAll("'", ""))}, ${literal(press)});`
			: `const { ${field}: ${name} } = await ok(client.${callOf(path)}${literal(body)}));${name === "incident" ? "\nconst rang = await untilRung();" : ""}`,
	);
	return `${HEAD}\n${lines.join("\n")}\n${TAIL}`;
}

/** `brigades/$brigade/vehicles` becomes `postV1BrigadesByIdVehicles(brigade, `. */
function callOf(path: string): string {
	const parts = path.split("/");
	const name = parts
		.map((part) =>
			part.startsWith("$")
				? "ById"
				: `${part[0]?.toUpperCase()}${part.slice(1)}`,
		)
		.join("");
	const ids = parts.filter((part) => part.startsWith("$"));
	return `postV1${name}(${ids.map((id) => `${id.slice(1)}, `).join("")}`;
}

/** JSON with the shell's `"'$name'"` where a value goes in. */
const literal = (body = ""): string => body.replace(/"'\$(\w+)'"/g, "$1");

const HEAD = `import { ok } from "@oazapfts/runtime";
import * as client from "./client.ts";

const { PUBLIC_URL = "", ADMIN_API_KEY = "", PHONES_URL = "" } = process.env;
client.defaults.baseUrl = PUBLIC_URL;
client.defaults.headers = { Authorization: \`Bearer \${ADMIN_API_KEY}\` };

async function phone(path: string, body: unknown): Promise<void> {
	const answer = await fetch(\`\${PHONES_URL}/phones\${path}\`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(\`\${path}: \${answer.status} \${await answer.text()}\`);
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

const untilRung = () =>
	until(async () => {
		const journal = await (await fetch(\`\${PHONES_URL}/journal?phone=petro\`)).text();
		return journal.match(/ПОЖЕЖА[^"]*/)?.[0];
	});
`;

const TAIL = `const board = await until(async () => {
	const seen = await ok(client.getV1IncidentsById(incident));
	return seen.responders.some(({ answer }) => answer === "responding") ? seen : undefined;
});
const stranger = await client.getV1IncidentsById(incident, { headers: { Authorization: "Bearer nobody" } });
console.log(JSON.stringify({ rang, board, vehicle, stranger: stranger.status }));
`;
