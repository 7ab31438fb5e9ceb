// Calls what a line of standard input names in one of the clients for Node.js, and prints what came of it.
// A line is ["typescript.assets.getAll", [{"folderId": 1}], {}]; the answer {"gave": ...} or {"raised": ..., "text": ...}.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// What a client says of itself, as that its telemetry reaches nobody, is no answer.
for (const way of ["debug", "info", "log"]) console[way] = console.error;

const { PODIUM_ADDRESS, PODIUM_MODULES, PODIUM_TOKEN } = process.env;
const require = createRequire(`${PODIUM_MODULES}/node_modules/`);
const address = new URL(PODIUM_ADDRESS);

const { UiPath } = require("@uipath/uipath-typescript/core");
const sdk = new UiPath({ baseUrl: PODIUM_ADDRESS, orgName: "acme", tenantName: "Default", secret: PODIUM_TOKEN });
const typescript = {};
for (const area of ["Assets", "Attachments", "Buckets", "Jobs", "Processes", "Queues", "Tasks"]) {
    typescript[area.toLowerCase()] = new (require(`@uipath/uipath-typescript/${area.toLowerCase()}`)[area])(sdk);
}

typescript.upload = (options) =>
    typescript.buckets.uploadFile({ ...options, content: new TextEncoder().encode(options.content) });

const Orchestrator = require("uipath-orchestrator");
const orchestrator = new Orchestrator({
    hostname: address.hostname,
    port: Number(address.port),
    isSecure: false,
    tenancyName: "Default",
    usernameOrEmailAddress: "admin",
    password: process.env.PODIUM_ADMIN_PASSWORD,
});

// The older client takes a function to be called at the end.
function called(owner, name, given) {
    if (!owner[name].toString().includes("callback")) return owner[name](...given);
    return new Promise((resolve, reject) => {
        owner[name](...given, (problem, answer) => (problem ? reject(problem) : resolve(answer)));
    });
}

async function answer([path, given]) {
    const names = path.split(".");
    const name = names.pop();
    try {
        const owner = names.reduce((place, one) => place[one], { typescript, orchestrator });
        return { gave: await called(owner, name, given) };
    } catch (problem) {
        return { raised: problem.constructor.name, text: String(problem.message) };
    }
}

for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
process.exit(0);
