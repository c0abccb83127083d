/**
 * Who sits at the desk, and the hand-over in one tap: the form of `/account`, sent from
 * here, so that both names stand in the log whichever page it was done on.
 */
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";

export function Shift() {
	const { text } = useWords();
	const { me } = useSession();
	// Whose own account it is stands above already.
	if (me.kind !== "desk") return null;
	const next = me.officers.filter(({ name }) => name !== me.officer);
	return (
		<details className="shift">
			<summary>
				<span className="q">{text("desk-sitting")}:</span>{" "}
				<b>{me.officer ?? text("desk-sitting-nobody")}</b>
			</summary>
			<form method="post" action="/account/shift">
				<input type="hidden" name="to" value="/board" />
				<p>{text(next.length > 0 ? "desk-shift-help" : "desk-shift-none")}</p>
				{next.map(({ id, name }) => (
					<button
						key={id}
						type="submit"
						className="press large-link"
						name="officer"
						value={id}
					>
						{name}
					</button>
				))}
				<p>
					<a className="press large-link plain-link" href="/account">
						{text("desk-officers")}
					</a>
				</p>
			</form>
		</details>
	);
}
