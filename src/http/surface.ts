/**
 * The HTTP surface as one type: `hc<Surface>(origin)` calls any route and knows what
 * it takes and answers. Only its type leaves the service; a page that imports it
 * carries nothing of it. A new group of routes is one line here.
 */
import type { Hono } from "hono";
import type { BlankEnv } from "hono/types";
import type { airRaidRoutes } from "./airRaid.ts";
import type { areaRoutes } from "./areas.ts";
import type { baseMapRoutes } from "./baseMap.ts";
import type { brigadeRoutes } from "./brigades.ts";
import type { deskRoutes } from "./desks.ts";
import type { detailRoutes } from "./details.ts";
import type { grantRoutes } from "./grants.ts";
import type { hazardRoutes } from "./hazards.ts";
import type { healthRoutes } from "./health.ts";
import type { incidentRoutes } from "./incidents.ts";
import type { keyRoutes } from "./keys.ts";
import type { meRoutes } from "./me.ts";
import type { othersRoutes } from "./others.ts";
import type { pinRoutes } from "./pins.ts";
import type { readinessRoutes } from "./readiness.ts";
import type { reporterRoutes } from "./reporter.ts";
import type { reportRoutes } from "./reports.ts";
import type { responderRoutes } from "./responders.ts";
import type { rosterCsvRoutes } from "./rosterCsv.ts";
import type { streamRoutes } from "./stream.ts";
import type { subscriptionRoutes } from "./subscriptions.ts";
import type { wallAdministration } from "./walls.ts";
import type { waterRoutes } from "./water.ts";

type Routes = ReturnType<typeof incidentRoutes> &
	ReturnType<typeof detailRoutes> &
	ReturnType<typeof streamRoutes> &
	ReturnType<typeof reporterRoutes> &
	ReturnType<typeof reportRoutes> &
	ReturnType<typeof brigadeRoutes> &
	ReturnType<typeof readinessRoutes> &
	ReturnType<typeof responderRoutes> &
	ReturnType<typeof pinRoutes> &
	ReturnType<typeof othersRoutes> &
	ReturnType<typeof rosterCsvRoutes> &
	ReturnType<typeof airRaidRoutes> &
	ReturnType<typeof areaRoutes> &
	ReturnType<typeof waterRoutes> &
	ReturnType<typeof hazardRoutes> &
	ReturnType<typeof keyRoutes> &
	ReturnType<typeof subscriptionRoutes> &
	ReturnType<typeof grantRoutes> &
	ReturnType<typeof deskRoutes> &
	ReturnType<typeof wallAdministration> &
	ReturnType<typeof meRoutes> &
	ReturnType<typeof baseMapRoutes> &
	ReturnType<typeof healthRoutes>;

export type Surface = Hono<
	BlankEnv,
	{ [Path in keyof Routes]: Routes[Path] },
	"/"
>;
