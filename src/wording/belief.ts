/** «Номер не підтверджено · раніше хибний виклик · повідомлень: 3». */
import type { Belief } from "../core/belief.ts";

export function beliefWords(
	{ reports, verified, doubted, byCall, takenBack }: Belief,
	text: (id: string, args?: Record<string, number>) => string,
): string {
	return [
		text(verified ? "belief-verified" : "belief-unverified"),
		...(doubted ? [text("belief-doubted")] : []),
		...(byCall ? [text("belief-by-call")] : []),
		...(takenBack ? [text("belief-taken-back")] : []),
		...(reports > 1 ? [text("belief-reports", { count: reports })] : []),
	].join(" · ");
}
