import type { NodeKind } from "../src/model/types";
import kinds from "./catalogue.json";

/** The node types as the server describes them. */
export const catalogue = kinds as unknown as readonly NodeKind[];
