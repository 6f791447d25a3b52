/**
 * An SLS file through its pipe ({@code #!jinja|yaml}) to a tree. Only YAML and JSON are rendered so far; a file that needs
 * anything else is refused by name and line.
 *
 * <p>Start reading at {@link io.brine.render.RenderPipe}. This room finds no files and knows no top file.
 */
package io.brine.render;
