/** Which page an address opens. Every page is a chunk of its own and opens inside the shell. */
import { Loader } from "@mantine/core";
import { Suspense } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { laterPage } from "./later.tsx";
import { PressesProvider } from "./press.tsx";
import { Shell } from "./Shell.tsx";
import { useSession } from "./session.tsx";
import { useWords } from "./words.tsx";

const DeskPage = laterPage(() => import("./desk/DeskPage.tsx"));
const IncidentPage = laterPage(() => import("./incident/IncidentPage.tsx"));
const RaisePage = laterPage(() => import("./raise/RaisePage.tsx"));
const BrigadesPage = laterPage(() => import("./roster/BrigadesPage.tsx"));
const BrigadePage = laterPage(() => import("./roster/BrigadePage.tsx"));
const NewPersonPage = laterPage(() => import("./roster/NewPersonPage.tsx"));
const PersonPage = laterPage(() => import("./roster/PersonPage.tsx"));

export function App() {
	const { can } = useSession();
	if (!can("incidents.read")) return <NothingHere />;
	return (
		<Router base="/board">
			<PressesProvider>
				<Shell>
					<Suspense fallback={<Waiting />}>
						<Switch>
							<Route path="/" component={DeskPage} />
							<Route path="/new" component={RaisePage} />
							<Route path="/incidents/:id">
								{({ id }) => <IncidentPage key={id} id={id} />}
							</Route>
							<Route path="/brigades" component={BrigadesPage} />
							<Route path="/brigades/:id">
								{({ id }) => <BrigadePage key={id} id={id} />}
							</Route>
							<Route path="/brigades/:id/new-person">
								{({ id }) => <NewPersonPage key={id} id={id} />}
							</Route>
							<Route path="/people/:id">
								{({ id }) => <PersonPage key={id} id={id} />}
							</Route>
							<Route>
								<Redirect to="/" replace />
							</Route>
						</Switch>
					</Suspense>
				</Shell>
			</PressesProvider>
		</Router>
	);
}

function Waiting() {
	return (
		<div className="waiting-page">
			<Loader aria-label={useWords().text("board-loading")} />
		</div>
	);
}

/** A volunteer has a page of their own: the bot, and the account. */
function NothingHere() {
	const { text } = useWords();
	return (
		<main className="waiting-page">
			<div>
				<h1>{text("board-not-yours")}</h1>
				<p>{text("board-not-yours.help")}</p>
				<p>
					<a href="/account">{text("account-title")}</a>
				</p>
			</div>
		</main>
	);
}
