// What is not there when the page of requests is shown, in a file of its own (esbuild.mjs): half of the script. The texts' language
// comes first here too, and so in the file that both share: texts at the top of a shared module are translated as well.
import '../localization.ts';
import './roundTextfields.ts';
import './agents/agentsPage.ts';
import './importDialog.ts';
import './limits/limitsPage.ts';
import './providers/providersPage.ts';
import './routes/routesPage.ts';
import './usage/usagePage.ts';
import './workspaces/workspacesPage.ts';
