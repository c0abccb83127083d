/** Reporters in memory. Part of the reference (`memory.ts`). */
import type {
	ReporterRow,
	Reporters,
	ReportRow,
	RosterWrite,
} from "../src/ports.ts";

type Tables = {
	reporters: Map<string, ReporterRow>;
	reports: Map<string, ReportRow>;
};

export function reportersOf({ reporters, reports }: Tables): Reporters {
	const find = (which: (row: ReporterRow) => boolean) =>
		structuredClone([...reporters.values()].find(which));
	return {
		byChat: async (chatHash) => find((row) => row.chatHash === chatHash),
		byPhone: async (phoneHash) => find((row) => row.phoneHash === phoneHash),
		byIds: async (ids) =>
			structuredClone(
				[...new Set(ids)].flatMap((id) => reporters.get(id) ?? []),
			),
		reportsBy: async (reporterId, { since = 0, limit }) =>
			structuredClone(
				[...reports.values()]
					.filter((row) => row.reporterId === reporterId && row.at >= since)
					.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
					.slice(0, limit),
			),
		report: async (id) => structuredClone(reports.get(id)),
	};
}

type Write = Extract<
	RosterWrite,
	{
		table:
			| "reporter"
			| "report"
			| "reporterFalse"
			| "reporterBlocked"
			| "reporterJoined";
	}
>;

export function writeReporter(t: Tables, write: Write): void {
	switch (write.table) {
		case "reporter": {
			const known = t.reporters.get(write.row.id);
			const { falseReports, blockedAt, firstAt, ...row } = write.row;
			const kept = known ?? { falseReports, blockedAt, firstAt };
			t.reporters.set(
				row.id,
				structuredClone({
					...row,
					falseReports: kept.falseReports,
					firstAt: kept.firstAt,
					...(kept.blockedAt === undefined
						? {}
						: { blockedAt: kept.blockedAt }),
				}),
			);
			return;
		}
		case "report":
			t.reports.set(write.row.id, structuredClone(write.row));
			return;
		case "reporterFalse":
			for (const id of write.ids) {
				const known = t.reporters.get(id);
				if (known)
					known.falseReports = Math.max(0, known.falseReports + write.by);
			}
			return;
		case "reporterBlocked": {
			const known = t.reporters.get(write.id);
			if (known && write.at === undefined) delete known.blockedAt;
			else if (known && write.at !== undefined) known.blockedAt = write.at;
			return;
		}
		case "reporterJoined":
			join(t, write.from, write.into);
	}
}

function join(t: Tables, fromId: string, intoId: string): void {
	for (const report of t.reports.values())
		if (report.reporterId === fromId) report.reporterId = intoId;
	const from = t.reporters.get(fromId);
	const into = t.reporters.get(intoId);
	if (from && into) {
		into.reports += from.reports;
		into.falseReports += from.falseReports;
		into.firstAt = Math.min(into.firstAt, from.firstAt);
		if (from.blockedAt !== undefined) into.blockedAt ??= from.blockedAt;
	}
	t.reporters.delete(fromId);
}

export function deleteReporter(t: Tables, id: string): void {
	t.reporters.delete(id);
	for (const report of [...t.reports.values()])
		if (report.reporterId === id) t.reports.delete(report.id);
}
