/**
 * What a process says when it dies of a defect: what kind, and where. Never the
 * message and never what hangs on the error: those quote what the code stumbled
 * over, a name, a number, a token. The file and the line are enough to find it.
 */

export type Where = { error: string; code?: string; at: string[] };

const FRAMES = 12;

export function whereOf(error: unknown): Where {
	if (!(error instanceof Error)) return { error: typeof error, at: [] };
	const { code } = error as NodeJS.ErrnoException;
	// The message stands in the stack, too, and may hold lines that look like frames.
	const frames = (error.stack ?? "")
		.replace(error.message, "")
		.split("\n")
		.filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
		.slice(0, FRAMES);
	return {
		error: /^\w+$/.test(error.name) ? error.name : "Error",
		...(typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code)
			? { code }
			: {}),
		at: frames.map((line) => line.trim()),
	};
}

/** One JSON line instead of Node's own print of the whole error; then the end, as Node would. */
export function sayLastWords(): void {
	process.once("uncaughtException", (error, origin) => {
		const causes = error instanceof Error && error.cause !== undefined;
		process.stderr.write(
			`${JSON.stringify({
				level: 60,
				time: Date.now(),
				msg: `died of an ${origin === "unhandledRejection" ? "unhandled rejection" : "uncaught exception"}`,
				...whereOf(error),
				...(causes ? { cause: whereOf(error.cause) } : {}),
			})}\n`,
			() => process.exit(1),
		);
	});
}
