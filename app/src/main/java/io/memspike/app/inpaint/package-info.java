/** Commands of auto-encoders: inpainting, and pictures drawn from the prior. */
package io.memspike.app.inpaint;
