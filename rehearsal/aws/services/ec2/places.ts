import type { Place } from "../../../cards/card";
import { groupTypes, subnetType } from "../../across/network/named";

export const subnets = (at: string): Place => ({ at, types: [subnetType] });
export const groups = (at: string): Place => ({ at, types: groupTypes });
export const routeTables = (at: string): Place => ({ at, types: ["aws:ec2/routeTable:RouteTable"] });
