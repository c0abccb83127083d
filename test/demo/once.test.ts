import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const PROGRAM = fileURLToPath(
	new URL("../../scripts/dzvin.mjs", import.meta.url),
);

/** As `npm run demo -- …` starts it: nothing of the environment is needed. */
function demo(
	...words: string[]
): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [PROGRAM, "demo", ...words], {
			env: { PATH: process.env.PATH ?? "" },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let output = "";
		child.stdout.on("data", (chunk: Buffer) => {
			output += chunk.toString();
		});
		child.once("error", reject);
		child.once("exit", (code) => resolve({ code, output }));
	});
}

it("one house fire from the report to the stand-down: called, answered, promised, departed", async () => {
	const { code, output } = await demo("--once", "--seed", "1");
	for (const step of [
		/\+0 с {2}Служба 101 повідомляє: горить хата/,
		/Прийнято, подія #100 \(за \d+ мс\)/,
		/Перше звернення до оператора зв'язку \(через [\d\s]+ мс/,
		/Викликаємо \d+ ос/,
		/Росохач: .*\(водій\)/,
		/Їде: .+, (Телеграм|дзвінок|сторінка); буде на \+\d/,
		/Не може: /,
		/Екіпаж є: /,
		/Підсумок двох хвилин/,
		/У депо: /,
		/ВИЇХАЛИ: /,
		/ВІДБІЙ ВИЇЗДУ: \d+ ос/,
		/Подію завершено/,
	])
		expect(output).toMatch(step);
	expect(code).toBe(0);
}, 90_000);
