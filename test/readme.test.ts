/**
 * README is true: its links lead somewhere, its settings are the program's, its
 * decisions are all there, and every block marked `<!-- run -->` runs, one after
 * the other in one shell, in a copy of the tree as a newcomer would clone it.
 */
import { execFileSync, spawn } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const PICTURES = join(ROOT, "docs/pictures");

const runnable = [...README.matchAll(/<!-- run -->\n```sh\n(.*?)```/gs)].map(
	([, block]) => block ?? "",
);

describe("README", () => {
	it("links only to what is there", () => {
		const targets = [
			...README.matchAll(/\]\((?!https?:)([^)#]+)\)|src="([^"]+)"/g),
		].map(([, link, image]) => link ?? image ?? "");
		expect(targets.length).toBeGreaterThan(30);
		expect(targets.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});

	it("names every decision", () => {
		const decisions = readdirSync(join(ROOT, "docs/decisions"));
		expect(decisions.length).toBeGreaterThan(10);
		expect(
			decisions.filter((name) => !README.includes(`docs/decisions/${name}`)),
		).toEqual([]);
	});

	it("names every setting the program reads, and no other", () => {
		const config = readFileSync(join(ROOT, "src/config.ts"), "utf8");
		const read = new Set(config.match(/"[A-Z][A-Z0-9_]{3,}"/g) ?? []);
		const table = README.split("## Settings")[1]?.split("## ")[0] ?? "";
		const named = new Set(
			[...table.matchAll(/^\|([^|]+)\|/gm)]
				.flatMap(([, cell = ""]) => cell.match(/`[A-Z][A-Z0-9_]{3,}`/g) ?? [])
				.map((name) => `"${name.slice(1, -1)}"`),
		);
		expect([...named].sort()).toEqual([...read].sort());
	});

	it("names only commands that exist", () => {
		const { scripts } = JSON.parse(
			readFileSync(join(ROOT, "package.json"), "utf8"),
		) as { scripts: Record<string, string> };
		const npm = [...README.matchAll(/npm run (?:-s )?(\w+)/g)].map(
			([, name = ""]) => name,
		);
		expect(npm.filter((name) => !(name in scripts))).toEqual([]);
		const cli = readFileSync(join(ROOT, "src/cli.ts"), "utf8");
		const shell = [...README.matchAll(/npx dzvin (\w+)/g)].map(
			([, name = ""]) => name,
		);
		expect(shell.length).toBeGreaterThan(3);
		expect(shell.filter((name) => !cli.includes(`  dzvin ${name}`))).toEqual(
			[],
		);
	});

	it("shows small pictures", () => {
		const large = readdirSync(PICTURES).filter(
			(name) => statSync(join(PICTURES, name)).size > 200_000,
		);
		expect(large).toEqual([]);
	});
});

describe("what README tells a newcomer to type", () => {
	let clone: string;
	let said: { code: number | null; output: string };

	beforeAll(async () => {
		clone = cloneOf(ROOT);
		said = await typed(clone, runnable.join("\n"));
	}, 120_000);
	afterAll(() => rmSync(clone, { recursive: true, force: true }));

	it("ends well", () => {
		expect(runnable).toHaveLength(3);
		expect(said, said.output).toMatchObject({ code: 0 });
	});

	it("starts a service that is ready", () => {
		expect(said.output).toContain('"status":"ready"');
	});

	it("brings the alert to the phone, and the answer back", () => {
		expect(said.output).toMatch(/ПОЖЕЖА.*#100/);
		expect(said.output).toContain('"answer":"responding"');
	});
});

/** What git would hand out, and what it would if everything were added. */
function cloneOf(root: string): string {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-readme-"));
	const listed = execFileSync(
		"git",
		["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
		{ cwd: root, encoding: "utf8" },
	);
	for (const path of listed.split("\0").filter(Boolean)) {
		if (!existsSync(join(root, path))) continue;
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		cpSync(join(root, path), join(folder, path));
	}
	symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
	return folder;
}

const PATIENCE_MS = 90_000;

/** One shell with a process group of its own, so that whatever it leaves running ends with it. */
async function typed(
	folder: string,
	script: string,
): Promise<{ code: number | null; output: string }> {
	const [service = 0, sandbox = 0] = await freePorts();
	const shell = spawn("bash", ["-euo", "pipefail", "-c", script], {
		cwd: folder,
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
		env: {
			...bare(process.env),
			PORT: String(service),
			SANDBOX_PORT: String(sandbox),
		},
	});
	let output = "";
	for (const stream of [shell.stdout, shell.stderr])
		stream.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
	const patience = setTimeout(() => end(shell.pid), PATIENCE_MS);
	const code = await new Promise<number | null>((resolve) =>
		shell.once("exit", resolve),
	);
	clearTimeout(patience);
	end(shell.pid);
	const log = join(folder, "data/rehearsal/log");
	return {
		code,
		output: existsSync(log)
			? `${output}\n${readFileSync(log, "utf8")}`
			: output,
	};
}

function end(pid: number | undefined): void {
	try {
		if (pid !== undefined) process.kill(-pid, "SIGKILL");
	} catch {
		// Nothing of it runs any more.
	}
}

/** A newcomer has none of our settings. */
const bare = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
	Object.fromEntries(
		Object.entries(environment).filter(
			([name]) =>
				!/^(TELEGRAM_|TWILIO_|DZVIN_|DATABASE_URL|PUBLIC_URL|SHORT_URL|VITEST|NODE_OPTIONS)/.test(
					name,
				),
		),
	);

/** One for the service, and three in a row for the sandbox. */
async function freePorts(): Promise<number[]> {
	for (;;) {
		const first = await listening(0);
		const service = portOf(first);
		const base = service + 1;
		const rest = await Promise.all(
			[base, base + 1, base + 2].map((port) =>
				listening(port).catch(() => undefined),
			),
		);
		for (const server of [first, ...rest]) server?.close();
		if (rest.every(Boolean)) return [service, base];
	}
}

const listening = (port: number): Promise<Server> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => resolve(server));
	});

const portOf = (server: Server): number => {
	const address = server.address();
	return address && typeof address === "object" ? address.port : 0;
};
