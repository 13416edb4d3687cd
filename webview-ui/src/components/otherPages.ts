// What is not there when the page of requests is shown, in a file of its own (esbuild.mjs): half of the script.
import './agentsPage.ts';
import './importDialog.ts';
import './limitsPage.ts';
import './providersPage.ts';
import './routesPage.ts';
import './usagePage.ts';
import './workspacesPage.ts';
