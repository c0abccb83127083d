/**
 * A whole demo fire with the log at its loudest, a copy, a blind alarm and a crash:
 * in none of the files and in no line is anybody of the roster to be found.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { found, openedCells } from "./searching.ts";

type Truth = Record<
	"ids" | "names" | "phones" | "chats" | "homes" | "words" | "tokens",
	string[]
> & { secret: string; hasLeft: boolean; isBlind: boolean };

let folder: string;
let child: ChildProcess;
let truth: Truth;
let commandLine = "";
const said = { stdout: "", stderr: "" };

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-leaks-"));
	child = spawn(
		process.execPath,
		[fileURLToPath(new URL("./demo.child.ts", import.meta.url)), folder],
		{ stdio: ["pipe", "pipe", "pipe"] },
	);
	const ended = new Promise((resolve) => child.once("exit", resolve));
	child.stderr?.on("data", (chunk) => (said.stderr += chunk));
	await new Promise<void>((resolve, reject) => {
		child.stdout?.on("data", (chunk) => {
			said.stdout += chunk;
			if (said.stdout.includes("ready to die")) resolve();
		});
		void ended.then(() =>
			reject(new Error(`the village ended too soon: ${said.stderr}`)),
		);
	});
	if (process.platform === "linux")
		for (const file of ["cmdline", "comm"])
			commandLine += readFileSync(`/proc/${child.pid}/${file}`, "utf8");
	truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as Truth;
	rmSync(join(folder, "truth.json"));
	child.stdin?.write("die\n");
	await ended;
	writeFileSync(join(folder, "service.log"), said.stdout);
	writeFileSync(join(folder, "crash.log"), said.stderr);
}, 120_000);
afterAll(() => {
	child?.kill("SIGKILL");
	rmSync(folder, { recursive: true, force: true });
});

const filesIn = (): { name: string; bytes: Buffer }[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => ({
			name: entry.name,
			bytes: readFileSync(join(entry.parentPath, entry.name)),
		}));

/** As people and machines write them. */
const everything = (): Record<string, string[]> => ({
	names: [
		...truth.names,
		...truth.names.flatMap((name) => name.split(" ").filter(isLong)),
	],
	phones: truth.phones.flatMap((phone) => [phone, phone.slice(-9)]),
	chats: truth.chats,
	homes: truth.homes.filter(isLong),
	words: truth.words,
	tokens: truth.tokens,
});
/** A first name may be part of a street's, three digits of anything. */
const isLong = (text: string): boolean => text.length > 7;

it("the run was a whole one: people came, a copy was made, an alarm rang blind, the log is full", () => {
	expect(truth.hasLeft).toBe(true);
	expect(truth.isBlind).toBe(true);
	expect(truth.names.length).toBeGreaterThan(20);
	expect(truth.chats.length).toBeGreaterThan(10);
	const names = filesIn().map(({ name }) => name);
	for (const name of [
		"dzvin.db",
		"dzvin.db-wal",
		"dzvin.db.roster",
		"copy.db",
		"journal.copy",
		"service.log",
		"crash.log",
	])
		expect(names).toContain(name);
	expect(said.stdout.split("\n").length).toBeGreaterThan(3);
	// The search would find them: with the key they are all there, and the opaque ids are in the open.
	const cells = openedCells(join(folder, "copy.db"), truth.secret)
		.map(({ text }) => text)
		.join("\n");
	for (const [kind, texts] of Object.entries(everything()))
		if (kind !== "tokens")
			expect(found(Buffer.from(cells), texts).length, kind).toBeGreaterThan(0);
	const copy = readFileSync(join(folder, "copy.db"));
	expect(found(copy, truth.ids).length).toBe(truth.ids.length);
});

it("no name, phone, chat, home, word or token stands in the open in any file it left", () => {
	const texts = Object.values(everything()).flat();
	for (const { name, bytes } of filesIn())
		expect(found(bytes, texts), name).toEqual([]);
});

it("the crash says what and where it was, and nothing of what the error held", () => {
	const last = JSON.parse(said.stderr.trim().split("\n").at(-1) ?? "") as {
		msg: string;
		error: string;
		at: string[];
		cause: { error: string };
	};
	expect(last).toMatchObject({
		msg: "died of an uncaught exception",
		error: "Error",
		cause: { error: "SyntaxError" },
	});
	expect(last.at.join()).toContain("demo.child.ts");
	expect(child.exitCode).toBe(1);
});

it.runIf(process.platform === "linux")(
	"the process list shows the program and nothing it was told",
	() => {
		expect(commandLine).toContain("demo.child.ts");
		for (const [kind, texts] of Object.entries(everything()))
			expect(found(Buffer.from(commandLine), texts), kind).toEqual([]);
	},
);
