import assert from 'node:assert/strict';
import { trimCompletion } from '../../../../src/gateway/editorRequests/trimCompletion.ts';

function trimmed(written: string, prefix: string, suffix = '\n', isMultiLine = true) {
  return trimCompletion(written, { prefix, suffix, isMultiLine });
}

describe('trimCompletion', () => {
  it('keeps one line where one is wanted, and says that it is enough', () => {
    assert.deepEqual(trimmed('b + c;\nreturn a;', 'const a = ', '\n', false), {
      text: 'b + c;',
      isComplete: true,
    });
    assert.deepEqual(trimmed('b + ', 'const a = ', '\n', false), { text: 'b +', isComplete: false });
  });

  it('ends a block after the line that closes it', () => {
    const written = ' {\n  return a + b;\n}\n\nfunction other() {\n';
    assert.deepEqual(trimmed(written, 'function add(a, b)'), {
      text: ' {\n  return a + b;\n}',
      isComplete: true,
    });
  });

  it('does not end a block at an else, nor at a blank line in it', () => {
    const written = '{\n    a();\n\n    b();\n  } else {\n    c();\n  }\n  d();\n';
    assert.equal(trimmed(written, '  if (x) ').text, '{\n    a();\n\n    b();\n  } else {\n    c();\n  }');
  });

  it('ends a block of Python where the indentation ends', () => {
    const written = '\n    return a + b\n\nprint(add(1, 2))\n';
    assert.deepEqual(trimmed(written, 'def add(a, b):'), { text: '\n    return a + b', isComplete: true });
  });

  it('ends statements at the first blank line, or where the code around goes on', () => {
    assert.equal(trimmed('1;\n  const c = 2;\n\n  other();\n', '  const b = ').text, '1;\n  const c = 2;');
    assert.equal(trimmed('1;\n}\n\nmore', '  const b = ').text, '1;');
  });

  it('waits for more while the block may still go on', () => {
    assert.equal(trimmed(' {\n  return a', 'function add(a, b)').isComplete, false);
    assert.equal(trimmed('1;\n', '  const b = ').isComplete, false);
  });

  it('takes the indentation from the cursor on a blank line', () => {
    assert.equal(trimmed('return 1;\n}\n', 'function one() {\n  ', '\n}').text, 'return 1;');
    assert.equal(trimmed('  return 1;\n}\n', 'function one() {\n', '\n}').text, '  return 1;');
  });

  it('leaves out what stands behind the cursor already', () => {
    assert.equal(trimmed('a, b);', 'call(', ');\n').text, 'a, b');
    assert.equal(
      trimmed('1;\n  const y = 2;\n  done();\n', '  const x = ', '\n  done();\n').text,
      '1;\n  const y = 2;',
    );
  });

  it('keeps a closing bracket of its own that reads like one behind the cursor', () => {
    assert.equal(trimmed('{\n    a();\n  }', '  if (x) ', '\n  }\n}').text, '{\n    a();\n  }');
  });

  it('shows at most 24 lines', () => {
    const written = `{\n${'  a();\n'.repeat(40)}}`;
    assert.equal(trimmed(written, 'function f() ').text.split('\n').length, 24);
  });

  it('reads line ends of Windows', () => {
    assert.equal(trimmed(' {\r\n  a();\r\n}\r\n\r\nb', 'function f()').text, ' {\n  a();\n}');
  });
});
