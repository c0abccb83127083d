/** Which keys the desk has. */
import { KeyList } from "../keys/KeyList.tsx";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";

export function KeysHelp() {
	const { text } = useWords();
	const { can } = useSession();
	return (
		<KeyList
			keys={[
				["↑ ↓ J K", text("board-desk-key-choose")],
				["Enter", text("board-desk-key-open")],
				["A", text("board-desk-key-see")],
				...(can("incidents.raise")
					? [["N", text("board-desk-key-new")] as const]
					: []),
			]}
		/>
	);
}
