/** Networks that learn from another one beside the right classes: knowledge distillation. */
package io.memspike.tasks.teach;
