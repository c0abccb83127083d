/**
 * Nothing burns: could a crew leave now, brigade by brigade, and what was last. A crew
 * is never shown ready from promises long past: what nobody has checked is amber.
 */
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import {
	type Readiness,
	type ReadinessKnown,
	readinessOf,
} from "../../screen/readiness.ts";
import { api, ask } from "../api.ts";
import { serverNow } from "../live.ts";
import { askDuty, askVehicles } from "../roster/asked.ts";
import { useSession } from "../session.tsx";
import { fromWire } from "../wire.ts";
import { useWords } from "../words.tsx";

/** A desk of an oblast has hundreds; the rest stand on their own page. */
const BRIGADES_SHOWN = 12;
const LAST_SHOWN = 5;
const AGAIN_MS = 60_000;

export function Calm() {
	const { text } = useWords();
	const { can } = useSession();
	return (
		<>
			{can("incidents.raise") && (
				<p>
					<Link className="press large-link" href="/new" aria-keyshortcuts="N">
						{text("board-new")} <kbd aria-hidden>N</kbd>
					</Link>
				</p>
			)}
			{can("brigades.read") && <Brigades />}
		</>
	);
}

type Ready = { id: string; name: string; readiness: Readiness | undefined };

async function readBrigades(): Promise<{ brigades: Ready[]; more: boolean }> {
	const { items, nextCursor } = await ask(
		api.v1.brigades.$get({ query: { limit: String(BRIGADES_SHOWN) } }),
	);
	const brigades = await Promise.all(
		items.map(async ({ id, name }) => ({
			id,
			name,
			readiness: await readOne(id),
		})),
	);
	return { brigades, more: nextCursor !== null };
}

/** One brigade that cannot be read now takes the others off nobody's screen. */
async function readOne(id: string): Promise<Readiness | undefined> {
	try {
		const [ready, vehicles] = await Promise.all([askDuty(id), askVehicles(id)]);
		return readinessOf(fromWire<ReadinessKnown>(ready), vehicles, serverNow());
	} catch {
		return undefined;
	}
}

function Brigades() {
	const { text } = useWords();
	const { data } = useQuery({
		queryKey: ["desk-brigades"],
		queryFn: readBrigades,
		refetchInterval: AGAIN_MS,
	});
	if (!data) return null;
	return (
		<section aria-labelledby="ready">
			<h2 id="ready">{text("board-desk-ready")}</h2>
			{data.brigades.length === 0 && (
				<p className="w">▲ {text("board-desk-ready-none")}</p>
			)}
			<ul className="ready">
				{data.brigades.map((brigade) => (
					<li key={brigade.id}>
						<Link href={`/brigades/${brigade.id}`}>{brigade.name}</Link>
						<Words readiness={brigade.readiness} />
					</li>
				))}
			</ul>
			{data.more && (
				<Link className="press large-link plain-link" href="/brigades">
					{text("board-desk-ready-more")}
				</Link>
			)}
		</section>
	);
}

function Words({ readiness }: Pick<Ready, "readiness">) {
	const { text, words, clock, locale } = useWords();
	if (!readiness)
		return <span className="q">○ {text("board-desk-unknown")}</span>;
	const { state, missing, next, onCall, members, unchecked } = readiness;
	const lower = (said: string) =>
		said.charAt(0).toLocaleLowerCase(locale) + said.slice(1);
	return (
		<>
			{state === "ready" && <b className="g">● {text("wall-crew-possible")}</b>}
			{state === "unchecked" && (
				<b className="w">
					▲ {text("wall-crew-possible")},{" "}
					{unchecked > 0
						? text("board-desk-ready-unchecked", { count: unchecked })
						: text("wall-unchecked")}
				</b>
			)}
			{state === "noVehicle" && (
				<b className="d">
					■ {text("headline-noVehicle").toLocaleLowerCase(locale)}
				</b>
			)}
			{state === "short" && (
				<b className="d">■ {lower(words.missing(missing))}</b>
			)}
			<small className="n">
				{text("bot-tonight", { on: onCall, all: members })}
			</small>
			{next && (
				<small className="n w">
					{text("board-incident-short", {
						from: clock(next.startsAt),
						to: clock(next.endsAt),
						missing: lower(words.missing(next.missing)),
					})}
				</small>
			)}
		</>
	);
}

export function LastIncidents() {
	const { text, clock, timeZone, locale } = useWords();
	const { data } = useQuery({
		queryKey: ["desk-last"],
		queryFn: () =>
			ask(
				api.v1.incidents.$get({
					query: { status: "closed,cancelled", limit: String(LAST_SHOWN) },
				}),
			),
		refetchInterval: AGAIN_MS,
	});
	if (!data || data.items.length === 0) return null;
	const day = new Intl.DateTimeFormat(locale, {
		timeZone,
		day: "2-digit",
		month: "2-digit",
	});
	return (
		<section aria-labelledby="last">
			<h2 id="last">{text("board-desk-last")}</h2>
			<ul className="last">
				{data.items.map(
					({ id, number, type, mode, place, status, reportedAt }) => (
						<li key={id}>
							<Link href={`/incidents/${id}`}>
								<span className="n q">
									{day.format(Date.parse(reportedAt))}{" "}
									{clock(Date.parse(reportedAt))}
								</span>{" "}
								<b className="n">#{number}</b> {text(`type-${type}`)}
								{mode !== "actual" && (
									<b className="tag">{text(`mode-${mode}.word`)}</b>
								)}{" "}
								<span className="where">{place ?? ""}</span>{" "}
								<span className="q">{text(`incident-${status}`)}</span>
							</Link>
						</li>
					),
				)}
			</ul>
		</section>
	);
}
