/**
 * What alarms cost: segments and calls that carriers took, times what one costs here.
 *
 * A budget warns and never stops anything: money is counted after people are woken. Where
 * no currency is set nothing is counted and nothing is shown.
 */
import { Temporal } from "temporal-polyfill";
import type { BoardView } from "./core/board.ts";
import type { Instant } from "./core/kinds.ts";
import type { Spent } from "./ports.ts";
import type { Service } from "./service.ts";

export type Prices = {
	/** ISO 4217, such as UAH. */
	currency: string;
	/** Of one SMS segment. */
	segment?: number;
	/** Of one call, whoever picks up. */
	call?: number;
	monthlyBudget?: number;
};

export type Cost = NonNullable<BoardView["cost"]>;
export type MonthCost = Cost["month"];

export type Costs = {
	/** Null where no prices are set. */
	ofIncident(incidentId: string): Promise<Cost | null>;
	/** `budget` while this month cost more than was meant; as last looked, a minute ago at most. */
	degraded(): string[];
	metrics(): Promise<string>;
};

/** A month's sum reads a month of sends: once a minute is enough for a figure of money. */
const HOLDS_MS = 60_000;

export function costs(
	deps: Pick<Service, "store" | "clock" | "settings" | "channels" | "log">,
): Costs {
	const { store, clock, settings, channels, log } = deps;
	const { prices } = settings;
	let month: { mono: number; cost: Promise<MonthCost> } | undefined;
	let isOver = false;

	const priced = ({ segments, calls }: Spent): number =>
		cents(
			segments * (channels.get("sms")?.capabilities.unitPrice ?? 0) +
				calls * (channels.get("voice")?.capabilities.unitPrice ?? 0),
		);

	async function lookAtMonth(): Promise<MonthCost> {
		const spent = await store.spent({
			reportedSince: monthBegan(clock.now(), settings.timeZone),
		});
		const amount = priced(spent);
		const budget = prices?.monthlyBudget ?? null;
		isOver = budget !== null && amount > budget;
		return { ...spent, amount, budget };
	}

	function ofMonth(): Promise<MonthCost> {
		const mono = clock.mono();
		if (month && mono - month.mono < HOLDS_MS) return month.cost;
		const cost = lookAtMonth();
		month = { mono, cost };
		cost.catch(() => {
			month = undefined;
		});
		return cost;
	}

	return {
		async ofIncident(incidentId) {
			if (!prices) return null;
			try {
				const spent = await store.spent({ incidentId });
				return {
					...spent,
					amount: priced(spent),
					currency: prices.currency,
					month: await ofMonth(),
				};
			} catch {
				// A board shows who comes, also when nobody can say what it costs.
				return null;
			}
		},

		degraded() {
			if (prices?.monthlyBudget === undefined) return [];
			void ofMonth().catch(() =>
				log.warn("the month's cost could not be counted, tried again later"),
			);
			return isOver ? ["budget"] : [];
		},

		async metrics() {
			if (!prices) return "";
			const { segments, calls, amount } = await ofMonth();
			const labels = `{currency="${prices.currency}"}`;
			return [
				gauge("dzvin_month_sms_segments", "SMS segments this month", segments),
				gauge("dzvin_month_calls", "Calls this month", calls),
				gauge("dzvin_month_cost", "What they cost", amount, labels),
				...(prices.monthlyBudget === undefined
					? []
					: [
							gauge(
								"dzvin_month_budget",
								"What was meant to be spent; it stops nothing",
								prices.monthlyBudget,
								labels,
							),
						]),
			].join("");
		},
	};
}

const gauge = (name: string, help: string, value: number, labels = "") =>
	`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name}${labels} ${value}\n`;

/** Sums of fractions: 0.1 + 0.2 is 0.3 on a bill. A segment may cost a tenth of a cent. */
const cents = (amount: number): number => Math.round(amount * 10_000) / 10_000;

const monthBegan = (now: Instant, timeZone: string): Instant =>
	Temporal.Instant.fromEpochMilliseconds(now)
		.toZonedDateTimeISO(timeZone)
		.with({ day: 1 })
		.startOfDay().epochMilliseconds;
