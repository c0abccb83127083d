/** Says in one line how the tests ended: who reads it looks for nothing else. */
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
	onTestRunEnd(
		modules: ReadonlyArray<TestModule>,
		errors: ReadonlyArray<unknown>,
	): void {
		const count = { passed: 0, failed: errors.length, skipped: 0 };
		for (const module of modules) {
			count.failed += module.errors().length;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				count[state === "passed" || state === "failed" ? state : "skipped"] +=
					1;
			}
		}
		// After the other reporters' summaries, so that it is the last line.
		setImmediate(() =>
			console.log(
				`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
			),
		);
	}
}
