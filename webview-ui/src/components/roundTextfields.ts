import { css } from 'lit';
import { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';

// The field's own square background would cover the round corners of its border.
VscodeTextfield.elementStyles.push(css`
  input {
    border-radius: 3px;
  }
`);
