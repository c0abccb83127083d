/** «Зв'язок: Телеграм ● СМС ● Дзвінки ●»: what alarms go by; a broken one in a shape and a word. */
import { STALE_AFTER_MS, useLine } from "../live.ts";
import { useSession } from "../session.tsx";
import { useTick } from "../tick.ts";
import { useWords } from "../words.tsx";

export function Carriers() {
	const { text } = useWords();
	const { me } = useSession();
	const { degraded, isLost, heardAt } = useLine();
	// Without a line nobody knows how the carriers are.
	const isUnknown = useTick() - heardAt > STALE_AFTER_MS || isLost;
	const carriers = me.channels.filter((name) => name !== "console");
	return (
		<p className="carriers">
			<span className="q">{text("page-desk-links")}:</span>{" "}
			{carriers.length === 0 && (
				<b className="d">■ {text("page-desk-link-down")}</b>
			)}
			{carriers.map((name) => {
				const isDown = degraded.includes(name);
				return (
					<span
						key={name}
						className={isUnknown ? "q" : isDown ? "d" : undefined}
					>
						{text(`board-desk-carrier-${name}`)}{" "}
						{isUnknown ? (
							<>○ {text("board-desk-unknown")}</>
						) : isDown ? (
							<b>■ {text("page-desk-link-down")}</b>
						) : (
							<>
								<i className="g" aria-hidden>
									●
								</i>
								<span className="out">{text("page-desk-link-up")}</span>
							</>
						)}
					</span>
				);
			})}
		</p>
	);
}
